import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionsIn, readText, textOfBlocks } from '../../../adapters/slack/listen/read-text.js';

const coach = 'U06NEXTRUNG';

describe('what a member wrote', () => {
  it.each([
    [`<@${coach}> what do coders make`, 'what do coders make'],
    [`hey <@${coach}>, what do coders make?`, 'hey, what do coders make?'],
    ['CPC &amp; CCS, pay &lt; $50k', 'CPC & CCS, pay < $50k'],
    ['as <@U1|ruth> said in <#C1|jobs>', 'as someone said in #jobs'],
    ['<!here> is <https://example.org/x|this guide> right? <https://example.org>', 'is this guide right? https://example.org'],
    ['&lt;!channel&gt;', '<!channel>'],
    ['<!date^1392734382^{date}|18 February>', '18 February'],
  ])('%j reads as %j', (raw, read) => expect(readText(raw, coach)).toBe(read));

  it('mentions the coach, or somebody else, or both', () => {
    expect(mentionsIn(`<@${coach}> hi`, coach)).toEqual({ coach: true, others: false });
    expect(mentionsIn('<@U1|sam> hi', coach)).toEqual({ coach: false, others: true });
    expect(mentionsIn(`<@U1> ask <@${coach}>`, coach)).toEqual({ coach: true, others: true });
    expect(mentionsIn('&lt;@U1&gt;', coach)).toEqual({ coach: false, others: false });
  });

  it('is found in blocks that come without a text, at any depth that Slack’s composer makes', () => {
    const blocks = [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'user', user_id: coach },
              { type: 'text', text: ' what does a ' },
              { type: 'text', text: 'CPC', style: { bold: true } },
              { type: 'text', text: ' pay' },
            ],
          },
          { type: 'rich_text_list', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'in Ohio?' }] }] },
        ],
      },
      { type: 'section', text: { type: 'mrkdwn', text: 'and CCS' } },
    ];
    expect(readText(textOfBlocks(blocks), coach).replace(/\s+/g, ' ')).toBe('what does a CPC pay in Ohio? and CCS');
  });

  it('never fails to be read, whatever the blocks are', () => {
    fc.assert(fc.property(fc.array(fc.anything()), blocks => typeof textOfBlocks(blocks) === 'string'));
    let nested: object = { type: 'text', text: 'deep' };
    for (let depth = 0; depth < 10_000; depth += 1) nested = { type: 'rich_text_section', elements: [nested] };
    expect(textOfBlocks([nested])).toBe('');
  });
});
