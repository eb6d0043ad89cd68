import { describe, expect, it } from 'vitest';
import { useCoach } from '../support/shared-coach.js';

describe('An answer to several questions', () => {
  const coach = useCoach();

  it('tells each in its order', async () => {
    const { text, outcome } = await coach.ask('how long is training for a new coder, and what does a coding director make?');
    expect(outcome).toBe('answered');
    expect(text).toMatch(/months[\s\S]*\$130k/);
    const turned = await coach.ask('what does a coding director make, and how long is training for a new coder?');
    expect(turned.text).toMatch(/\$130k[\s\S]*months/);
  });

  it('says in its place which one the guides are silent on', async () => {
    const first = await coach.ask('how much is the cpc exam, and what does a coding director make?');
    expect(first.outcome).toBe('partial');
    expect(first.text).toMatch(/^The guides don't give exam fees\.[\s\S]*\$130k/);
    const last = await coach.ask('what does a coding director make, and how much is the cpc exam?');
    expect(last.text).toMatch(/\$130k[\s\S]*The guides don't give exam fees\.$/);
  });

  it('names a silence in a clause where the question can be said as one, and in its own words where it cannot', async () => {
    const dress = await coach.ask(
      'What does a coding director make? I would also like to know what to bring to the chapter picnic.',
    );
    expect(dress.text).toMatch(/The guides don't say what to bring to the chapter picnic\.$/);
    expect(dress.text).not.toContain('“');
    const night = await coach.ask('What does a coding director make? And is the parking garage free for visitors at weekends?');
    expect(night.text).toMatch(/On “is the parking garage free for visitors at weekends” the guides are silent\.$/);
  });

  it('says nothing of a part that the guides may hold and it is not sure of', async () => {
    const { text, outcome } = await coach.ask(
      'Just finished my last class!! Do I sit for the CPC or the CCA first, and what should I be doing after that while I hunt for work?',
    );
    expect(outcome).toBe('partial');
    expect(text).not.toMatch(/guides (?:don't|are silent)|not sure/);
  });

  it('states no figure of a member as its own', async () => {
    const { text } = await coach.ask('What does a coding director make? And should I wear a $900 suit to the zoom panel?');
    expect(text).not.toContain('900');
  });

  it('looks for a question that names somebody by itself, whatever was asked before it', async () => {
    const { text } = await coach.ask('Do they drug test? How much does a coding manager make?');
    expect(text).toContain("The guides don't cover drug test rules");
    expect(text).toMatch(/\$\d/);
  });

  it('names all of a topic once where two of its parts are asked for beside what is told', async () => {
    const { text } = await coach.ask('What does a coder earn in the US? Do they drug test? Does a criminal record matter?');
    expect(text.match(/The guides don't/g)).toHaveLength(1);
    expect(text).toContain('criminal records, drug tests or vaccine rules');
    expect(text).toMatch(/\$\d/);
  });

  it('says each thing once', async () => {
    const { text } = await coach.ask('Do they drug test for coding jobs? Does a criminal record matter?');
    expect(text.match(/The guides don't cover/g)).toHaveLength(1);
  });
});
