import { describe, expect, it } from 'vitest';
import { questionText } from '../../../adapters/discord/question-text.js';

describe('what a member asks', () => {
  it.each([
    ['<@900000000000000001> cpc vs ccs?', 'cpc vs ccs?'],
    ['hey <@!900000000000000001>, what pays more?', 'hey, what pays more?'],
    ['<@&400000000000000001>', ''],
    ['is <#500000000000000001> the place for pay <:thinking:123456> questions', 'is the place for pay questions'],
    ['what </pay role:12345> says <t:1700000000:R>', 'what says'],
    ['pay < $50k?\nand > $40k?', 'pay < $50k?\nand > $40k?'],
  ])('%j is %j', (content, asked) => expect(questionText(content)).toBe(asked));
});
