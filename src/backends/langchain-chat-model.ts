import { setTimeout as sleep } from 'node:timers/promises';
import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import type { UsageMetadata } from '@langchain/core/messages';
import { StringOutputParser } from '@langchain/core/output_parsers';
import type { Generation } from '@langchain/core/outputs';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { RunnableLambda, RunnableMap, RunnableSequence } from '@langchain/core/runnables';
import { ChatOpenAI } from '@langchain/openai';
import type { ChatModel, ModelReply, ModelTask, ReplyOptions } from '../contracts/chat-model.js';
import { NextRungError } from '../domain/errors.js';
import { withoutThought } from '../text/thought.js';
import { NextRungRetriever } from './langchain-retriever.js';
import { troubleOf, waitBeforeRetryMs } from './openai-errors.js';
import { createOpenaiFetch } from './openai-fetch.js';
import { createTokenCounter } from './tiktoken-counter.js';

/** Tokens that a reply may have: a dozen lines of marks and of the coach's own take some 200. A reasoning model thinks within the same allowance. */
const replyTokens = { answer: 900, rewrite: 160, judge: 1_500 } as const;
const thinkingTokens = 4000;
/** Longer than any answer: a reply that runs on is cut off here, in characters, beside what was thought. */
const maxReplyLength = 12_000;
/** The same where a model may think, since not every server's template fences that: more than its tokens come to. */
const maxThinkingLength = 30_000;
/** Models that think before they write and take no temperature. */
const reasons = (model: string): boolean => /^(o\d|gpt-5)/.test(model.replace(/^.*\//, ''));

export type LangchainChatModelOptions = {
  readonly model: string;
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
};

type Counted = { inputTokens?: number; outputTokens?: number; finish?: string };

/** Reads what the provider counted and why the model stopped, which a parser of text passes over. */
const countInto = (counted: Counted): BaseCallbackHandler => {
  const handler = BaseCallbackHandler.fromMethods({
    handleLLMEnd(output) {
      const generation = output.generations[0]?.[0] as
        | (Generation & { message?: { usage_metadata?: UsageMetadata } })
        | undefined;
      const usage = generation?.message?.usage_metadata;
      if (usage?.input_tokens) counted.inputTokens = usage.input_tokens;
      if (usage?.output_tokens) counted.outputTokens = usage.output_tokens;
      const finish: unknown = generation?.generationInfo?.finish_reason;
      if (typeof finish === 'string') counted.finish = finish;
    },
  });
  // The counts are read as soon as the chain ends.
  handler.awaitHandlers = true;
  return handler;
};

/**
 * A chat model behind an OpenAI-compatible address, as a LangChain chain: retriever, prompt, model, parser. The retriever gives what the coach
 * found before, so that a trace shows the documents. LangSmith's own environment variables turn tracing on.
 */
export const createLangchainChatModel = async ({ model, apiKey, baseUrl }: LangchainChatModelOptions): Promise<ChatModel> => {
  const countTokens = await createTokenCounter();
  const send = createOpenaiFetch();
  /** Set for good when a model turns out to think longer than others write. */
  let thinks = reasons(model);
  const chatOf = (task: ModelTask['name']): ChatOpenAI =>
    new ChatOpenAI({
      model,
      // A server of one's own asks for none, but the client does.
      apiKey: apiKey ?? 'none',
      // What the client logs holds members' words, and goes past the log.
      configuration: { fetch: send, logLevel: 'off', ...(baseUrl ? { baseURL: baseUrl } : {}) },
      ...(reasons(model) ? {} : { temperature: 0.2 }),
      maxTokens: thinks ? thinkingTokens : replyTokens[task],
      maxRetries: 0,
      useResponsesApi: false,
    });
  const chatsNow = () => ({ answer: chatOf('answer'), rewrite: chatOf('rewrite'), judge: chatOf('judge') });
  let chats = chatsNow();

  const chainOf = (task: ModelTask) => {
    const found = new NextRungRetriever({
      find: async () => task.passages.map(({ id, text }) => ({ text, metadata: { id } })),
    });
    const passages = RunnableSequence.from([
      RunnableLambda.from((one: ModelTask) => one.question),
      found,
      RunnableLambda.from((documents: { pageContent: string }[]) => documents.map(one => one.pageContent).join('\n\n')),
    ]);
    const variables = RunnableMap.from<ModelTask>({
      instructions: RunnableLambda.from((one: ModelTask) => one.instructions),
      passages: task.passages.length > 0 ? passages : RunnableLambda.from(() => ''),
      request: RunnableLambda.from((one: ModelTask) => one.request),
    });
    const prompt = ChatPromptTemplate.fromMessages<{ instructions: string; passages: string; request: string }>([
      ['system', '{instructions}'],
      ['human', '{passages}\n\n{request}'],
    ]);
    return RunnableSequence.from([variables, prompt, chats[task.name], new StringOutputParser()]).withConfig({
      runName: `nextrung-${task.name}`,
    });
  };

  const call = async (task: ModelTask, { signal, onText }: ReplyOptions): Promise<ModelReply> => {
    const counted: Counted = {};
    const config = { callbacks: [countInto(counted)], ...(signal ? { signal } : {}) };
    const chain = chainOf(task);
    const runsOn = createRunsOn(thinks ? maxThinkingLength : maxReplyLength);
    let text = '';
    if (onText) {
      for await (const piece of await chain.stream(task, config)) {
        text += piece;
        if (runsOn(text)) break;
        onText(piece);
      }
    } else text = await chain.invoke(task, config);
    signal?.throwIfAborted();
    if (runsOn(text)) throw unusable('ran on, longer than any answer');
    if (counted.finish === undefined) throw unusable('broke off, or is not in the OpenAI protocol');
    const spent = {
      inputTokens:
        counted.inputTokens ??
        countTokens([task.instructions, ...task.passages.map(passage => passage.text), task.request].join('\n')),
      outputTokens: counted.outputTokens ?? countTokens(text),
    };
    if (counted.finish === 'length' && isThought(withoutThought(text), task.name)) {
      if (thinks) throw unusable('is all thinking: it thinks longer than it may write');
      // Given more room once, and from then on.
      thinks = true;
      chats = chatsNow();
      // What was thought so far is no part of what follows.
      onText?.('</think>');
      const again = await call(task, { signal, onText } as ReplyOptions);
      return {
        ...again,
        inputTokens: spent.inputTokens + again.inputTokens,
        outputTokens: spent.outputTokens + again.outputTokens,
      };
    }
    if (counted.finish === 'content_filter')
      throw new NextRungError(
        'model_filtered',
        "The provider's filter stopped a reply; the extractive writer answered that question. Loosen the filter at the provider if it goes on.",
      );
    if (text.trim() === '') throw unusable('was empty, a refusal or a call of a tool');
    return {
      text,
      complete: counted.finish !== 'length',
      ...spent,
    };
  };

  return {
    name: model,
    countTokens,
    async reply(task, options) {
      try {
        return await call(task, options);
      } catch (error) {
        const waitMs = waitBeforeRetryMs(error);
        // Told to wait a moment, and the answer would still be in time: once.
        if (waitMs !== undefined && waitMs < (options.until - performance.now()) / 2) {
          await sleep(waitMs, undefined, options.signal ? { signal: options.signal } : {}).catch(() => undefined);
          return await call(task, options).catch((again: unknown) => {
            throw troubleOf(again, model, options.signal, task.request);
          });
        }
        throw troubleOf(error, model, options.signal, task.request);
      }
    },
  };
};

/** Tells whether a reply that grows is too long to be one. What was thought does not count; it is looked for only where it may matter. */
const createRunsOn = (longest: number): ((text: string) => boolean) => {
  let thought = 0;
  return text => {
    if (text.length - thought > longest) thought = text.length - withoutThought(text).length;
    return text.length - thought > longest;
  };
};

/**
 * Whether a reply that was cut off at its limit is nothing but thinking, fenced or not. Marks that are meant stand on lines of their own; thinking
 * that no tag fences names them in passing, if at all.
 */
const isThought = (visible: string, task: ModelTask['name']): boolean => {
  if (task !== 'answer' || visible === '') return visible === '';
  const bracketed = /[[(【［][^\])】］]*\d[^\])】］]*[\])】］]?/g;
  const lines = visible.split('\n').map(line => ({
    hasMark: line.search(bracketed) >= 0,
    hasWords: /\p{L}/u.test(line.replace(bracketed, '')),
    saysNone: /^\W*NONE\b/.test(line),
    hasNumber: /\d/.test(line),
  }));
  const isMeant = lines.some(line => line.saysNone || (line.hasNumber && !line.hasWords));
  return !isMeant || lines.some(line => line.hasMark && line.hasWords && !line.saysNone);
};

const unusable = (why: string): NextRungError =>
  new NextRungError(
    'model_unusable',
    `The chat model's reply ${why}; the extractive writer answers. If this goes on, try another OPENAI_MODEL.`,
  );
