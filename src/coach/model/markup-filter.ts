/** What is dropped with everything in it: reasoning, tool calls, scripts. */
const swallowedBlocks: ReadonlySet<string> = new Set(
  `think thinking thought thoughts reasoning reflection scratchpad analysis tool tools tool_call tool_calls tool_response function function_call
  function_calls invoke script style iframe svg object embed template system instructions`.split(/\s+/),
);

/** Closing tags that end a reasoning whose opening was left out by the server's chat template. */
const reasoning: ReadonlySet<string> = new Set(['think', 'thinking', 'thought', 'reasoning', 'analysis', 'scratchpad']);

/** Tags that stand between words. */
const spacing: ReadonlySet<string> = new Set('br p div li ul ol tr td th table h1 h2 h3 h4 h5 h6 hr'.split(' '));

/** A tag longer than this is none; what was held back stays dropped. */
const longestTag = 1000;

/** Stands in the filter's output where everything before it on the way out was reasoning. From the private use area, which is filtered from the input. */
export const forgetMark = '\u{E002}';

/** Controls, format characters (zero width, bidi), private use and lone surrogates: invisible; and pictures: none is part of an answer. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Me}\p{Extended_Pictographic}]|[\u{FE0E}\u{FE0F}]/u;

/**
 * Takes tags, comments, chat-template tokens, platform mentions in angle brackets, reasoning and tool-call blocks, and invisible characters
 * out of a text, one character at a time, so that where the text was cut into deltas makes no difference.
 */
export const createMarkupFilter = (): ((character: string) => string) => {
  let state: 'text' | 'open' | 'tag' | 'block' = 'text';
  let held = '';
  let closing = '';

  const endOfTag = (): string => {
    const [, slash = '', name = ''] = /^(\/?)\s*([\w-]*)/.exec(held.toLowerCase()) ?? [];
    state = 'text';
    if (slash && reasoning.has(name)) return forgetMark;
    if (!slash && swallowedBlocks.has(name) && !held.endsWith('/')) {
      state = 'block';
      closing = `</${name}>`;
      held = '';
      return '';
    }
    return spacing.has(name) ? ' ' : '';
  };

  const push = (character: string): string => {
    switch (state) {
      case 'text':
        if (character === '\n' || character === '\t') return character;
        if (character === '<') {
          state = 'open';
          return '';
        }
        return invisible.test(character) ? '' : character;
      case 'open':
        if (/[a-zA-Z/!?|@#:｜]/.test(character)) {
          state = 'tag';
          held = character;
          return '';
        }
        state = 'text';
        return `<${push(character)}`;
      case 'tag':
        if (character === '>' && (!held.startsWith('!--') || held.endsWith('--'))) return endOfTag();
        held += character;
        if (held.length > longestTag && !held.startsWith('!--')) state = 'text';
        return '';
      case 'block':
        held = (held + character.toLowerCase()).slice(-closing.length);
        if (held === closing) state = 'text';
        return '';
      default:
        return state satisfies never;
    }
  };
  return push;
};
