import type { Answer, Usage } from '../../src/domain/answer.js';
import type { Scored } from './score.js';

/** A scored answer with who wrote it, what it took and what it cost. */
export type Measured = Scored & {
  readonly ms: number;
  readonly confidence: number;
  readonly writer: Answer['writer'];
  readonly usage: Usage | undefined;
};

const percent = (part: number, whole: number): string =>
  whole === 0 ? '    -' : `${((100 * part) / whole).toFixed(1).padStart(5)}%`;
const passed = (scored: readonly Scored[]): Scored[] => scored.filter(result => result.faults.length === 0);
const categoriesOf = (scored: readonly Scored[]): string[] => [...new Set(scored.map(result => result.item.category))];
const indented = (text: string): string => text.replace(/^/gm, '  > ');

/** An answer of this confidence should be right. */
const sureFrom = 0.8;

/** What a run comes to, each as a label and a figure in words. */
const totals = (scored: readonly Measured[]): [label: string, figure: string, of: string][] => {
  const groups = scored.reduce((sum, result) => sum + (result.item.abstain ? 0 : result.item.must.length), 0);
  const lacking = scored.flatMap(result => result.faults.filter(fault => fault.startsWith('lacks'))).length;
  const abstained = scored.filter(result => result.abstained);
  const shouldAbstain = scored.filter(result => result.item.abstain);
  const rightly = shouldAbstain.filter(result => result.abstained).length;
  const shoulds = scored.flatMap(result => (result.item.abstain ? [] : result.item.should)).length;
  const shouldsFound = scored.reduce((sum, result) => sum + (result.item.abstain ? 0 : result.shouldFound), 0);
  const answerable = scored.filter(result => !result.item.abstain && result.item.sources.length > 0);
  const cited = answerable.filter(result => !result.faults.some(fault => fault.includes('cite'))).length;
  const wrong = scored.filter(result => result.faults.some(fault => fault.startsWith('says'))).length;
  const led = scored.filter(result => result.item.lead.length > 0);
  const lead: [string, string, string][] =
    led.length > 0
      ? [['said in the first 40 words', percent(led.filter(one => one.leads).length, led.length), `of ${led.length}`]]
      : [];
  const sure = scored.filter(result => result.confidence >= sureFrom);
  return [
    ...lead,
    [
      'facts found',
      percent(groups - lacking, groups),
      `${groups - lacking} of ${groups}; of those that would be nice to have ${percent(shouldsFound, shoulds).trim()}`,
    ],
    ['wrong statements', `${String(wrong).padStart(5)} `, `of ${scored.length} answers`],
    ['cited a right source', percent(cited, answerable.length), `of ${answerable.length}`],
    ['abstention precision', percent(rightly, abstained.length), `${rightly} of ${abstained.length}`],
    ['abstention recall', percent(rightly, shouldAbstain.length), `${rightly} of ${shouldAbstain.length}`],
    [`passed, sure from ${sureFrom}`, percent(passed(sure).length, sure.length), `${passed(sure).length} of ${sure.length}`],
    ['passed', percent(passed(scored).length, scored.length), `${passed(scored).length} of ${scored.length}`],
  ];
};

/** One writer's run: every failure with its answer unless `quiet`, then categories and totals. */
export const report = (scored: readonly Measured[], quiet: boolean): void => {
  for (const result of quiet ? [] : scored.filter(one => one.faults.length > 0)) {
    console.log(`\n✗ ${result.item.id}  ${result.item.question}`);
    for (const turn of result.item.history) console.log(`    ${turn.role}: ${turn.content}`);
    console.log(`  ${result.faults.join('; ')}   [${result.outcome}; ${result.cited.join(', ')}]`);
    console.log(indented(result.answer));
  }
  console.log('\ncategory        questions   passed');
  for (const category of categoriesOf(scored)) {
    const own = scored.filter(result => result.item.category === category);
    console.log(`${category.padEnd(16)}${String(own.length).padStart(9)}   ${percent(passed(own).length, own.length)}`);
  }
  console.log();
  for (const [label, figure, of] of totals(scored)) console.log(`${label.padEnd(22)} ${figure}  (${of})`);
};

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** The same questions by two writers, side by side: every one that only one of them passes unless `quiet`, then categories and totals. */
export const compare = (plain: readonly Measured[], model: readonly Measured[], quiet: boolean): void => {
  for (const [at, one] of quiet ? [] : plain.entries()) {
    const other = model[at];
    if (!other || (one.faults.length === 0) === (other.faults.length === 0)) continue;
    console.log(`\n${one.item.id}  ${one.item.question}`);
    for (const [name, result] of [
      ['extractive', one],
      ['model', other],
    ] as const)
      console.log(`${result.faults.length === 0 ? '✓' : '✗'} ${name}: ${result.faults.join('; ')}\n${indented(result.answer)}`);
  }
  console.log('\ncategory        questions   extractive   model');
  for (const category of categoriesOf(plain)) {
    const [own, others] = [plain, model].map(scored => scored.filter(result => result.item.category === category));
    const [a, b] = [own ?? [], others ?? []].map(scored => percent(passed(scored).length, scored.length));
    console.log(`${category.padEnd(16)}${String(own?.length).padStart(9)}       ${a}  ${b}`);
  }
  const others = totals(model);
  console.log(`\n${' '.repeat(22)} extractive   model`);
  for (const [at, [label, figure]] of totals(plain).entries())
    console.log(`${label.padEnd(22)}     ${figure.padEnd(6)}  ${others[at]?.[1]}`);
  const row = (label: string, read: (result: Measured) => number): void =>
    console.log(
      `${label.padEnd(22)} ${String(Math.round(median(plain.map(read)))).padStart(9)} ${String(Math.round(median(model.map(read)))).padStart(8)}`,
    );
  row('words, median', result => wordsIn(result.answer));
  row('milliseconds, median', result => result.ms);
  const usage = model.flatMap(result => result.usage ?? []);
  const sum = (read: (one: (typeof usage)[number]) => number): number => usage.reduce((total, one) => total + read(one), 0);
  console.log(
    `\nwritten by the model: ${model.filter(result => result.writer === 'model').length} of ${model.length}; calls ${sum(one => one.calls)}, tokens in ${sum(one => one.inputTokens)}, out ${sum(one => one.outputTokens)}, cost ${usage.some(one => one.cost !== undefined) ? `$${sum(one => one.cost ?? 0).toFixed(4)}` : 'not known: set MODEL_PRICE_IN and MODEL_PRICE_OUT'}`,
  );
};
