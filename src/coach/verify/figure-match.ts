import type { Quantity } from '../../text/quantities.js';

/** How far a rounded figure may lie from the true one. */
const roundingShare = 0.03;
/** Weeks, months and years do not divide evenly. */
const timeShare = 0.1;

/** The largest step of 1 or 5 times a power of ten that a number is a multiple of: 50 for 41,650. */
const stepOf = (value: number): number => {
  let step = 0.01;
  for (let power = 0.01; power <= value; power *= 10)
    for (const size of [power, 5 * power])
      if (Math.abs(value / size - Math.round(value / size)) < 1e-9) step = Math.max(step, size);
  return step;
};

/** How many digits say something: 3 for 50,300. */
const digitsOf = (value: number): number =>
  String(value)
    .replace('.', '')
    .replace(/^0+|0+$/g, '').length;

const isRounded = (said: Quantity, known: number): boolean => {
  if (said.hedge === 'over' && known < said.value) return false;
  if (said.hedge === 'under' && known > said.value) return false;
  const off = Math.abs(said.value - known);
  if (said.kind === 'percent') return off < 0.5 && Number.isInteger(said.value) && !Number.isInteger(known);
  if (said.kind === 'time') return off <= timeShare * known;
  return off <= roundingShare * known && stepOf(said.value) >= 2 * off && digitsOf(said.value) < digitsOf(known);
};

const sameKind = (said: Quantity, known: Quantity): boolean => {
  if (said.kind === 'money')
    return (
      known.kind === 'money' && (said.currency === undefined || known.currency === undefined || said.currency === known.currency)
    );
  if (said.kind === 'count') return known.kind === 'count' || known.kind === 'percentile';
  return said.kind === known.kind;
};

/**
 * Whether a figure says what another does: the same number of the same thing, or, where it claims no more than "about", "over" or "nearly",
 * a round number near it.
 */
export const isSameQuantity = (said: Quantity, known: Quantity): boolean => {
  if (!sameKind(said, known)) return false;
  if (said.upTo !== undefined) return said.value <= (known.upTo ?? known.value) && said.upTo >= known.value;
  if (known.upTo !== undefined) return false;
  if (Math.abs(said.value - known.value) < 1e-6) return true;
  return said.hedge !== 'none' && said.kind !== 'year' && said.kind !== 'percentile' && isRounded(said, known.value);
};
