import { describe, expect, it } from 'vitest';
import { mergeGuide } from '../../src/documents/merge-guide.js';

const guide = (sections: Readonly<Record<string, string>>, info = 'title: Dues\nregion: Not stated'): string =>
  `---\n${info}\n---\n\n# Dues\n\n${Object.entries(sections)
    .map(([heading, text]) => `## ${heading}\n\n${text}`)
    .join('\n\n')}\n`;

const before = guide({ Members: 'Members pay $30.', Guests: 'Guests pay $8.', Late: 'Late dues lose the vote.' });

describe('a document that changed', () => {
  it('changes its own sections and leaves what a person wrote', () => {
    const own = guide(
      {
        Members: '<!-- answers: what are dues -->\n\nMembers pay $30.',
        Guests: 'Guests pay $8 at the door.',
        Pets: 'Written by hand.',
        Late: 'Late dues lose the vote.',
      },
      'title: Dues\nregion: Ohio',
    );
    const fresh = guide({ Members: 'Members pay $35.', Guests: 'Guests pay $8.', New: 'A new section.' });
    const { text, lost } = mergeGuide(before, own, fresh);
    expect(lost).toEqual([]);
    expect(text).toBe(
      guide(
        {
          Members: '<!-- answers: what are dues -->\n\nMembers pay $35.',
          Guests: 'Guests pay $8 at the door.',
          Pets: 'Written by hand.',
          New: 'A new section.',
        },
        'title: Dues\nregion: Ohio',
      ),
    );
  });

  it('names what it could not keep: text that was changed on both sides, or in a section that is gone', () => {
    const own = guide({ Members: 'Members pay thirty dollars.', Guests: 'Guests pay $8.', Late: 'Late is late.' });
    const fresh = guide({ Members: 'Members pay $35.', Guests: 'Guests pay $8.' });
    const { text, lost } = mergeGuide(before, own, fresh);
    expect(lost).toEqual(['Members', 'Late']);
    expect(text).toBe(fresh);
  });

  it('does not bring back a section that a person took out', () => {
    const own = guide({ Members: 'Members pay $30.', Late: 'Late dues lose the vote.' });
    expect(mergeGuide(before, own, before).text).toBe(own);
  });
});
