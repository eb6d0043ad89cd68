/*
 * NextRung's search in a LangChain chain of your own: retriever, prompt, model, parser. Run it with a key or an address of a server:
 *
 *   OPENAI_API_KEY=... npx tsx examples/own-chain.ts "which credential fits risk adjustment?"
 *
 * Mind that such a chain has no check behind it: NextRung's own coach holds every sentence against its source, this one believes its model.
 */
import { StringOutputParser } from '@langchain/core/output_parsers';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables';
import { ChatOpenAI } from '@langchain/openai';
import { readConfig } from '../src/config.js';
import { openCoach } from '../src/create-coach.js';
import { createRetriever } from '../src/langchain.js';

const config = readConfig({ ...process.env, ANSWER_WRITER: 'extractive' }, process.cwd());
const opened = await openCoach(config);
try {
  const prompt = ChatPromptTemplate.fromMessages([
    ['system', 'Answer in one sentence from these passages only:\n\n{passages}'],
    ['human', '{question}'],
  ]);
  const model = new ChatOpenAI({
    model: config.model?.model ?? 'gpt-4o-mini',
    apiKey: config.model?.apiKey ?? 'none',
    ...(config.model?.baseUrl ? { configuration: { baseURL: config.model.baseUrl } } : {}),
  });
  const passages = createRetriever(opened, { count: 3 }).pipe(documents =>
    documents.map(({ pageContent, metadata }) => `${metadata.publisher}, ${metadata.section}: ${pageContent}`).join('\n\n'),
  );
  const chain = RunnableSequence.from([
    { passages, question: new RunnablePassthrough<string>() },
    prompt,
    model,
    new StringOutputParser(),
  ]);
  for await (const text of await chain.stream(process.argv[2] ?? 'which credential fits risk adjustment?'))
    process.stdout.write(text);
  process.stdout.write('\n');
} finally {
  await opened.close();
}
