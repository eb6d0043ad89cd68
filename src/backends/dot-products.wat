;; Sums of products of rows of bytes, sixteen numbers at a time. `$length` is a row's, in bytes: a multiple of 16.
;; Compiled into dot-products.ts; test/retrieval/dot-products.test.ts holds that to this text.
(module
  (import "env" "memory" (memory 1))

  (func $sumOf (param $four v128) (result i32)
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $four)) (i32x4.extract_lane 1 (local.get $four)))
      (i32.add (i32x4.extract_lane 2 (local.get $four)) (i32x4.extract_lane 3 (local.get $four)))))

  ;; Of two rows.
  (func (export "ofTwo") (param $one i32) (param $other i32) (param $length i32) (result i32)
    (local $end i32) (local $a v128) (local $b v128) (local $sum v128)
    (local.set $end (i32.add (local.get $one) (local.get $length)))
    (loop $next
      (local.set $a (v128.load (local.get $one)))
      (local.set $b (v128.load (local.get $other)))
      (local.set $sum (i32x4.add (local.get $sum) (i32x4.add
        (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $a)) (i16x8.extend_low_i8x16_s (local.get $b)))
        (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $a)) (i16x8.extend_high_i8x16_s (local.get $b))))))
      (local.set $other (i32.add (local.get $other) (i32.const 16)))
      (br_if $next (i32.lt_u
        (local.tee $one (i32.add (local.get $one) (i32.const 16)))
        (local.get $end))))
    (call $sumOf (local.get $sum)))

  ;; Of each row up to $end with one of 16-bit numbers, into 32 bits each.
  (func (export "ofAll") (param $rows i32) (param $end i32) (param $length i32) (param $asked i32) (param $sums i32)
    (local $rowEnd i32) (local $number i32) (local $bytes v128) (local $sum v128)
    (block $done
      (loop $nextRow
        (br_if $done (i32.ge_u (local.get $rows) (local.get $end)))
        (local.set $rowEnd (i32.add (local.get $rows) (local.get $length)))
        (local.set $number (local.get $asked))
        (local.set $sum (v128.const i32x4 0 0 0 0))
        (loop $next
          (local.set $bytes (v128.load (local.get $rows)))
          (local.set $sum (i32x4.add (local.get $sum) (i32x4.add
            (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $bytes)) (v128.load (local.get $number)))
            (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $bytes)) (v128.load offset=16 (local.get $number))))))
          (local.set $number (i32.add (local.get $number) (i32.const 32)))
          (br_if $next (i32.lt_u
            (local.tee $rows (i32.add (local.get $rows) (i32.const 16)))
            (local.get $rowEnd))))
        (i32.store (local.get $sums) (call $sumOf (local.get $sum)))
        (local.set $sums (i32.add (local.get $sums) (i32.const 4)))
        (br $nextRow)))))
