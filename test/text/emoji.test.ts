import { describe, expect, it } from 'vitest';
import { sayEmoji } from '../../src/text/emoji.js';
import { words } from '../../src/text/tokens.js';

describe('faces and signs of chats', () => {
  it.each([
    ["didn't pass 😭", 'didnt pass crying'],
    ['passed🎉now', 'passed celebrating now'],
    ['🤷🏽‍♀️ idk :(', 'shrug idk sad'],
    ['😵‍💫 ❤️', 'overwhelmed love'],
    ['(see a:b) 3:1', 'see a b 3 1'],
  ])('“%s” is read as “%s”', (text, said) => {
    expect(words(sayEmoji(text)).join(' ')).toBe(said);
  });
});
