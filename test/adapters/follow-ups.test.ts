import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Incoming } from '../../adapters/incoming.js';
import { answerToMarkdown } from '../../src/coach/answer-to-markdown.js';
import { incomingOf, keepReply, openInbound } from '../support/inbound.js';
import { useCoach } from '../support/shared-coach.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const { opened } = useCoach();

describe('over the shipped guides', () => {
  const openReal = async (path: string) => {
    const inbound = await openInbound(path, { coach: opened().coach });
    const ask = async (over: Partial<Incoming>) => {
      const reply = keepReply();
      const result = await inbound.handle(incomingOf(over), reply);
      const answer = reply.shown[0]?.answer;
      return { result, reply, outcome: answer?.outcome, text: answer ? answerToMarkdown(answer) : '' };
    };
    return { ...inbound, ask };
  };

  it('a follow-up leans on its own conversation, also when others talk in between', async () => {
    const { ask, stores } = await openReal(folder.path());
    await ask({ text: 'cpc or ccs for hospital work?' });
    await ask({ text: 'what is the CDI specialist role?', conversation: 'thread-2' });
    const [here, elsewhere] = [
      await ask({ text: 'which is harder?' }),
      await ask({ text: 'which is harder?', conversation: 'thread-3' }),
    ];
    expect(here.text).toMatch(/CCS.*rigorous/s);
    expect(elsewhere.text).not.toBe(here.text);
    await stores.close();
  });

  it('what a patient’s data is in is declined, told to be deleted, and nowhere kept', async () => {
    const path = folder.path('patient');
    const { ask, stores, logged } = await openReal(path);
    const text = 'pt Rosalind Quimby dob 3/4/61 mrn 882143 denied, would a cert help me avoid this';
    const declined = await ask({ text });
    expect(declined).toMatchObject({ result: 'answered', outcome: 'declined' });
    expect(declined.text).toMatch(/delete the message/);
    await ask({ text: 'would a cert help me avoid denials?' });
    await stores.close();
    const kept = readFileSync(`${path}/community.sqlite`, 'latin1') + logged.join('');
    expect(kept).toContain('would a cert help me avoid denials');
    for (const detail of ['Quimby', '882143', '3/4/61']) expect(kept).not.toContain(detail);
  });
});
