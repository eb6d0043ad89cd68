import { describe, expect, it } from 'vitest';
import { coachWhenReady } from '../../adapters/start/coach-when-ready.js';
import type { Coach } from '../../src/coach/coach.js';
import { incomingOf, keepReply, openInbound } from '../support/inbound.js';
import { createScriptedCoach } from '../support/scripted-coach.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const folder = useTemporaryFolder();
const never = new Promise<Coach>(() => undefined);

describe('a coach that is still being opened', () => {
  it('tells kindly that it is getting ready, by whichever adapter it is asked', async () => {
    const { handle, logged } = await openInbound(folder.path(), { coach: coachWhenReady(never, undefined, 100) });
    const reply = keepReply();
    expect(await handle(incomingOf(), reply)).toBe('failed');
    expect(reply.told).toEqual(['I’m still getting ready: the guides are being read. Please ask me again in a minute.']);
    // It is no fault: nothing at the level of an error (50).
    expect(logged.filter(line => JSON.parse(line).level >= 50)).toEqual([]);
  });

  it('says so too when it could not be opened at all', async () => {
    const coach = coachWhenReady(Promise.reject(new Error('no guides')), undefined, 100);
    await expect(coach.ask({ text: 'q', history: [] })).rejects.toMatchObject({ code: 'coach_starting' });
  });

  it('answers what is asked a moment before it is ready', async () => {
    const opening = new Promise<Coach>(resolve => setTimeout(() => resolve(createScriptedCoach()), 100));
    const { handle } = await openInbound(folder.path(), { coach: coachWhenReady(opening) });
    const reply = keepReply();
    expect(await handle(incomingOf(), reply)).toBe('answered');
    expect(reply.events).toEqual(['status', 'piece']);
  });

  it('has another answer meanwhile, and itself from when it is there', async () => {
    let open = (_: Coach): void => undefined;
    const opening = new Promise<Coach>(resolve => {
      open = resolve;
    });
    const [meanwhile, itself] = [createScriptedCoach(), createScriptedCoach()];
    const coach = coachWhenReady(opening, Promise.resolve(meanwhile));
    await coach.ask({ text: 'early', history: [] });
    open(itself);
    await opening;
    await coach.ask({ text: 'late', history: [] });
    expect(meanwhile.asked.map(question => question.text)).toEqual(['early']);
    expect(itself.asked.map(question => question.text)).toEqual(['late']);
  });

  it('waits for itself when the other cannot be opened', async () => {
    const opening = new Promise<Coach>(resolve => setTimeout(() => resolve(createScriptedCoach()), 100));
    const coach = coachWhenReady(opening, Promise.reject(new Error('no room')));
    expect(await coach.ask({ text: 'q', history: [] })).toMatchObject({ outcome: 'answered' });
  });
});
