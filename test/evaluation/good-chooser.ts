import { numberedIn } from '../support/numbered.js';
import { startOpenaiServer } from '../support/openai-server.js';
import { type EvaluationCase, holds } from './score.js';

/** The numbers of the lines that say what an answer needs, each need by the first line that does; NONE where it should be silent or nothing does. */
const chosenFor = (item: EvaluationCase, prompt: string): string => {
  if (item.abstain) return 'NONE';
  const lines = numberedIn(prompt).filter(line => !item.must_not.some(wrong => holds(line.text, wrong)));
  const needs = [...item.must, ...item.should];
  const numbers = needs.flatMap(group => lines.find(line => group.some(phrase => holds(line.text, phrase)))?.n ?? []);
  return numbers.length > 0 ? [...new Set(numbers)].map(n => `[${n}]`).join('') : 'NONE';
};

/** A local server that speaks the protocol and chooses as somebody would who knows what each answer needs. */
export const startGoodChooser = async () => {
  const server = await startOpenaiServer();
  let expected: EvaluationCase | undefined;
  server.chat(call => ({
    kind: 'text',
    content: expected && numberedIn(call.prompt).length > 0 ? chosenFor(expected, call.prompt) : '',
  }));
  return {
    url: server.url,
    /** What is asked next. */
    expect(item: EvaluationCase): void {
      expected = item;
    },
    close: server.close,
  };
};
