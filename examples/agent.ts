/*
 * A LangChain agent that looks things up in NextRung's guides when it wants to:
 *
 *   OPENAI_API_KEY=... npx tsx examples/agent.ts "what does a CDI specialist do?"
 */
import { ChatOpenAI } from '@langchain/openai';
import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { readConfig } from '../src/config.js';
import { openCoach } from '../src/create-coach.js';
import { createRetriever } from '../src/langchain.js';

const config = readConfig({ ...process.env, ANSWER_WRITER: 'extractive' }, process.cwd());
const opened = await openCoach(config);
try {
  const retriever = createRetriever(opened);
  const searchGuides = tool(
    async ({ question }: { question: string }) =>
      (await retriever.invoke(question)).map(({ pageContent, metadata }) => `[${metadata.id}] ${pageContent}`).join('\n\n'),
    {
      name: 'search_guides',
      description: 'Searches career guides for medical coders. Give a whole question.',
      schema: z.object({ question: z.string() }),
    },
  );
  const agent = createAgent({
    model: new ChatOpenAI({
      model: config.model?.model ?? 'gpt-4o-mini',
      apiKey: config.model?.apiKey ?? 'none',
      ...(config.model?.baseUrl ? { configuration: { baseURL: config.model.baseUrl } } : {}),
    }),
    tools: [searchGuides],
    systemPrompt: 'Answer from what search_guides finds, and name the guides.',
  });
  const { messages } = await agent.invoke({
    messages: [{ role: 'user', content: process.argv[2] ?? 'what does a CDI specialist do?' }],
  });
  console.log(messages.at(-1)?.text);
} finally {
  await opened.close();
}
