import { Command } from 'commander';
import { openCoach } from '../../src/create-coach.js';
import { readConfig } from '../../src/config.js';
import { runBatch } from './run-batch.js';
import { answerToJson } from './answer-json.js';
import { readQuestion } from '../../src/coach/read-question.js';
const program=new Command('nextrung');
program.command('ask').argument('[q...]').option('--json').option('--batch <file>').action(async (q:string[],o:{json?:boolean,batch?:string})=>{
  const config=readConfig(process.env,process.cwd());
  const opened=await openCoach(config,{onDropped:d=>console.error('DROPPED',d)});
  if(o.batch) await runBatch(opened.coach,o.batch,l=>console.log(l));
  else {const t=performance.now();const a=await opened.coach.ask(readQuestion(q.join(' ')));console.log(o.json?JSON.stringify(answerToJson(a,performance.now()-t),null,1):answerToJson(a,0).answer);}
  await opened.close();
});
await program.parseAsync();
