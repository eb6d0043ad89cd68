import { readFile } from 'node:fs/promises';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import { readQuestion } from '../../src/coach/read-question.js';
import { readConfig } from '../../src/config.js';
import { openCoach } from '../../src/create-coach.js';
import { isAbstention } from '../../src/domain/answer.js';
import { caseSchema, type Scored, score } from './score.js';

/* npm run eval -- FILE.jsonl [--quiet]: how well the coach answers a file of questions, by category, and every failure with its answer. */

const percent = (part: number, whole: number): string =>
  whole === 0 ? '    -' : `${((100 * part) / whole).toFixed(1).padStart(5)}%`;

const report = (scored: readonly Scored[], quiet: boolean): void => {
  const failed = scored.filter(result => result.faults.length > 0);
  if (!quiet) {
    for (const result of failed) {
      console.log(`\n✗ ${result.item.id}  ${result.item.question}`);
      for (const turn of result.item.history) console.log(`    ${turn.role}: ${turn.content}`);
      console.log(`  ${result.faults.join('; ')}   [${result.outcome}; ${result.cited.join(', ')}]`);
      console.log(result.answer.replace(/^/gm, '  > '));
    }
  }
  const categories = [...new Set(scored.map(result => result.item.category))];
  console.log('\ncategory        questions   passed');
  for (const category of categories) {
    const own = scored.filter(result => result.item.category === category);
    console.log(
      `${category.padEnd(16)}${String(own.length).padStart(9)}   ${percent(own.filter(result => result.faults.length === 0).length, own.length)}`,
    );
  }
  const groups = scored.flatMap(result => (result.item.abstain ? [] : result.item.must.map(group => ({ result, group }))));
  const lacking = scored.flatMap(result => result.faults.filter(fault => fault.startsWith('lacks'))).length;
  const abstained = scored.filter(result => result.abstained);
  const shouldAbstain = scored.filter(result => result.item.abstain);
  const rightly = shouldAbstain.filter(result => result.abstained).length;
  const shoulds = scored.flatMap(result => (result.item.abstain ? [] : result.item.should)).length;
  const answerable = scored.filter(result => !result.item.abstain && result.item.sources.length > 0);
  console.log(
    `\nfacts found            ${percent(groups.length - lacking, groups.length)}  (${groups.length - lacking} of ${groups.length}; of those that would be nice to have ${percent(
      scored.reduce((sum, result) => sum + (result.item.abstain ? 0 : result.shouldFound), 0),
      shoulds,
    ).trim()})`,
  );
  console.log(
    `wrong statements       ${String(scored.filter(result => result.faults.some(fault => fault.startsWith('says'))).length).padStart(5)}   (of ${scored.length} answers)`,
  );
  console.log(
    `cited a right source   ${percent(answerable.filter(result => !result.faults.some(fault => fault.includes('cite'))).length, answerable.length)}  (of ${answerable.length})`,
  );
  console.log(`abstention precision   ${percent(rightly, abstained.length)}  (${rightly} of ${abstained.length})`);
  console.log(`abstention recall      ${percent(rightly, shouldAbstain.length)}  (${rightly} of ${shouldAbstain.length})`);
  console.log(
    `passed                 ${percent(scored.length - failed.length, scored.length)}  (${scored.length - failed.length} of ${scored.length})`,
  );
};

const files = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
if (files.length === 0) {
  console.error('usage: npm run eval -- FILE.jsonl [more files] [--quiet]');
  process.exit(2);
}
const opened = await openCoach(readConfig(process.env, process.cwd()), {
  onBuild: reason => console.error(`indexing: ${reason}`),
  onDropped: dropped => console.error('dropped by verify:', dropped),
});
const scored: Scored[] = [];
for (const file of files) {
  for (const line of (await readFile(file, 'utf8')).split('\n').filter(text => text.trim())) {
    const item = caseSchema.parse(JSON.parse(line));
    const answer = await opened.coach.ask(readQuestion(item.question, item.history));
    scored.push(
      score(item, {
        answer: answerToMarkdown(answer),
        abstained: isAbstention(answer.outcome),
        outcome: answer.outcome,
        citations: answer.citations,
      }),
    );
  }
}
await opened.close();
report(scored, process.argv.includes('--quiet'));
