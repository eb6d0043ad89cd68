import { describe, expect, it } from 'vitest';
import { savedBytes } from '../support/saved-bytes.js';
import type { View } from '../support/slack/call.js';
import { type Journey, useJourney } from '../support/slack/journey.js';
import { manifest } from '../support/slack/manifest.js';
import type { Member } from '../support/slack/member.js';
import type { Channel, Message } from '../support/slack/world.js';

/* `/coach`, the shortcut on a message, and the home page: what members do without writing to the coach. */

/** Runs a command, and gives what its member alone is told. */
const run = async ({ toldTo, told }: Journey, member: Member, channel: Channel, text: string): Promise<Message> => {
  const before = toldTo(member).length;
  const delivery = await member.command(channel, text);
  expect(delivery.ackMs[0]).toBeLessThan(3000);
  return told(member, before + 1);
};

describe('without writing to the coach', () => {
  const journey = useJourney('Socket Mode');

  describe('/coach', () => {
    it.each([
      ['what do coders make', '$50,250'],
      ['pay coding manager', '$100k'],
      ['pay coding auditor', 'auditor'],
      ['pay', '$50,250'],
      ['path coder to HIM director', 'Director'],
      ['compare CPC CCS', 'AHIMA'],
      ['help', '/coach'],
      ['', '/coach'],
      ['privacy', 'forget'],
    ])('answers "%s" to its member alone', async (text, expected) => {
      const { newMember, general, textOf, team, quiet } = journey();
      const kim = newMember();
      const before = team.messages.length;
      expect(textOf(await run(journey(), kim, general, text))).toContain(expected);
      await quiet(150);
      // What another member was told alone may come as late as now.
      expect(team.messages.slice(before).filter(({ onlyFor }) => onlyFor === undefined)).toEqual([]);
    });

    it('tells how to ask when a role, a path or a credential is not known', async () => {
      const { newMember, general, textOf } = journey();
      for (const text of ['path nowhere to elsewhere', 'compare apples pears', 'pay astronaut']) {
        const told = textOf(await run(journey(), newMember(), general, text));
        expect(told.length).toBeGreaterThan(20);
        expect(told).not.toMatch(/error|undefined|went wrong/i);
      }
    });

    it('shares an answer with the channel when its member asks for that, and only then', async () => {
      const { newMember, general, textOf, button, saidIn, waitFor, quiet } = journey();
      const kim = newMember();
      const before = saidIn(general, undefined).length;
      const answer = await run(journey(), kim, general, 'compare CPC CCS');
      expect(saidIn(general, undefined)).toHaveLength(before);
      await kim.press(answer, button(answer, 'Share to channel'));
      const shared = await waitFor(() => saidIn(general, undefined)[before], 'the shared answer');
      expect(textOf(shared)).toContain('AHIMA');
      await kim.press(answer, button(answer, 'Share to channel'));
      await quiet();
      expect(saidIn(general, undefined)).toHaveLength(before + 1);
    });

    it('lets all go on with an answer that was shared, in its thread and by its buttons', async () => {
      const { newMember, sam, general, textOf, button, answers, labelsOf, saidIn, waitFor } = journey();
      const kim = newMember();
      const before = saidIn(general, undefined).length;
      const answer = await run(journey(), kim, general, 'cpc or ccs for hospital work?');
      await kim.press(answer, button(answer, 'Share to channel'));
      const shared = await waitFor(() => saidIn(general, undefined)[before], 'the shared answer');
      await sam.mention(general, 'which is harder?', { thread: shared.ts });
      expect(textOf(await answers(general, shared.ts))).toMatch(/CCS.*rigorous/s);
      const [next = ''] = labelsOf(shared);
      await sam.press(shared, button(shared, next));
      await answers(general, shared.ts, 2);
      await sam.press(shared, button(shared, 'Helpful'));
      expect(labelsOf(shared)).not.toContain('Share to channel');
    });

    it('shares where the bot is not a member too', async () => {
      const { newMember, newChannel, button, saidIn, waitFor } = journey();
      const [kim, board] = [newMember(), newChannel('board', { withBot: false })];
      const answer = await run(journey(), kim, board, 'compare CPC CCS');
      await kim.press(answer, button(answer, 'Share to channel'));
      await waitFor(() => saidIn(board, undefined)[0], 'the shared answer');
    });

    it('never uses a response address more often than Slack allows, however long the answer', async () => {
      const { newMember, general, slack } = journey();
      await run(journey(), newMember(), general, 'path coder to HIM director, what do coders make by level, and cpc vs ccs');
      expect(slack.state.violations).toEqual([]);
    });

    it('forgets a member who asks for it, and says what was deleted', async () => {
      const { newMember, general, textOf, answers } = journey();
      const kim = newMember();
      const { message } = await kim.mention(general, 'what is the CPC?');
      await answers(general, message.ts);
      expect(textOf(await run(journey(), kim, general, 'forget me'))).toMatch(/deleted 1 conversation\b/);
      expect(textOf(await run(journey(), kim, general, 'forget me'))).toMatch(/nothing/);
    });

    it('declines patient data without repeating it, and offers no buttons under that', async () => {
      const { newMember, general, textOf, labelsOf } = journey();
      const text = 'pt Jane Roe dob 3/4/1961 mrn 88213377 denied, would a cert help me avoid this';
      const told = await run(journey(), newMember(), general, text);
      expect(textOf(told) + told.text).toMatch(/patient information/);
      expect(textOf(told) + told.text).not.toMatch(/Roe|88213377/);
      expect(labelsOf(told)).toEqual([]);
    });

    it('leaves no trace of a member who is forgotten, whichever way they asked', async () => {
      const { newMember, general, button, told, toldTo, quiet, slack, waitFor, product, answers } = journey();
      const kim = newMember();
      const answer = await run(journey(), kim, general, 'what is the CPC?');
      await kim.press(answer, button(answer, /\?$/));
      await told(kim, toldTo(kim).length + 1);
      await kim.openHome();
      const home = await waitFor(() => slack.state.views.filter(({ user }) => user === kim.id).at(-1), 'the home page');
      await kim.pressInHome(button({ blocks: home.view.blocks } as Message, /\?$/), home);
      const { message } = await kim.mention(general, 'what is the CCS?');
      await answers(general, message.ts);
      await quiet();
      expect(await savedBytes(product().dataDir)).toContain(kim.id);
      await run(journey(), kim, general, 'forget me');
      expect(await savedBytes(product().dataDir)).not.toContain(kim.id);
    });

    it('answers in a direct message too', async () => {
      const { newMember, textOf } = journey();
      const kim = newMember();
      expect(textOf(await run(journey(), kim, kim.direct(), 'pay'))).toContain('$50,250');
    });
  });

  describe('the shortcut on a message', () => {
    const shortcut = manifest.features.shortcuts[0]?.callback_id ?? '';

    it('answers the message, once', async () => {
      const { ruth, newMember, general, saidIn, toldTo, waitFor, textOf, quiet } = journey();
      const kim = newMember();
      const { message } = await ruth.say(general, 'what do coders make?');
      await kim.shortcut(general, message, shortcut);
      const shown = () => [...saidIn(general, message.ts), ...toldTo(kim)];
      await waitFor(() => shown().length > 0, 'an answer');
      await quiet();
      expect(textOf(shown())).toContain('$50,250');
      expect(shown().filter(found => textOf(found).includes('$50,250'))).toHaveLength(1);
    });

    it('does not repeat patient data', async () => {
      const { ruth, newMember, general, toldTo, told, textOf } = journey();
      const kim = newMember();
      const message = ruth.write(general, 'pt Jane Roe dob 3/4/1961 mrn 88213377 was denied');
      await kim.shortcut(general, message, shortcut);
      await told(kim);
      expect(textOf(toldTo(kim))).toMatch(/patient information/);
      expect(JSON.stringify(toldTo(kim))).not.toMatch(/Roe|88213377/);
    });

    it('works where the bot is not a member', async () => {
      const { ruth, sam, newChannel, saidIn, toldTo, waitFor, textOf } = journey();
      const board = newChannel('board', { withBot: false });
      const message = ruth.write(board, 'what do coders make?');
      const before = toldTo(sam).length;
      await sam.shortcut(board, message, shortcut);
      const shown = () => [...saidIn(board, message.ts), ...toldTo(sam).slice(before)];
      await waitFor(() => shown().length > 0, 'an answer');
      expect(textOf(shown())).toContain('$50,250');
    });

    it('has a kind word for a message without text', async () => {
      const { ruth, sam, general, toldTo, waitFor, saidIn } = journey();
      const message = ruth.write(general, '');
      const before = toldTo(sam).length;
      await sam.shortcut(general, message, shortcut);
      await waitFor(() => toldTo(sam).length + saidIn(general, message.ts).length > before, 'a word to the member');
    });
  });

  describe('the home page', () => {
    const openHome = async () => {
      const { ruth, slack, waitFor } = journey();
      const before = slack.state.views.length;
      await ruth.openHome();
      return waitFor(() => slack.state.views[before], 'the home page');
    };

    it('says what the coach can do, whose guides it reads and how old they are, and how privacy is kept', async () => {
      const { textOf, ruth } = journey();
      const home = await openHome();
      expect(home).toMatchObject({ surface: 'home', user: ruth.id });
      const text = textOf({ blocks: home.view.blocks, text: '', markdown: '' } as unknown as Message);
      for (const word of ['Resume Geni', 'Himalayas', 'May 2023', '90 days']) expect(text).toContain(word);
    });

    const typed = 'what do coders make';
    const answerCame = async (before: number): Promise<void> => {
      const { ruth, team, waitFor, textOf } = journey();
      const shown = () =>
        team.messages.slice(before).filter(({ channel, author }) => channel === ruth.direct().id && author === team.bot.userId);
      await waitFor(
        () => shown().some(message => message.state === 'final' && textOf(message).includes('$47,180')),
        'the answer',
      );
      expect(shown().filter(message => textOf(message).includes('$47,180'))).toHaveLength(1);
    };
    const fieldIn = (view: View): [block: string, action: string] => {
      const blocks = view.view.blocks as { type: string; block_id: string; element: { action_id: string } }[];
      const input = blocks.find(({ type }) => type === 'input');
      return [input?.block_id ?? '', input?.element.action_id ?? ''];
    };
    const fill = (view: View): object => {
      const [block, action] = fieldIn(view);
      return { [block]: { [action]: { type: 'plain_text_input', value: typed } } };
    };
    const askButton = (home: View) => journey().button({ blocks: home.view.blocks } as Message, 'Ask');

    it('has a form to ask from, and the answer goes to the member’s direct messages', async () => {
      const { ruth, team } = journey();
      const home = await openHome();
      const before = team.messages.length;
      await ruth.pressInHome(askButton(home), home, fill(home));
      await answerCame(before);
    });

    it('repeats no patient data, which a member could not delete again', async () => {
      const { newMember, slack, team, textOf, waitFor, quiet } = journey();
      const kim = newMember();
      await kim.openHome();
      const home = await waitFor(() => slack.state.views.filter(({ user }) => user === kim.id).at(-1), 'the home page');
      const [block, action] = fieldIn(home);
      const value = 'pt Jane Roe dob 3/4/1961 mrn 88213377 denied, would a cert help me avoid this';
      const before = team.messages.length;
      await kim.pressInHome(askButton(home), home, { [block]: { [action]: { type: 'plain_text_input', value } } });
      const said = () => textOf(team.messages.slice(before));
      await waitFor(() => /patient information/.test(said()), 'a kind refusal');
      await quiet();
      expect(said()).not.toMatch(/Roe|88213377/);
    });

    it('asks for a question when the form was sent without one', async () => {
      const { ruth, team, slack, waitFor } = journey();
      const home = await openHome();
      const before = slack.state.views.length;
      await ruth.pressInHome(askButton(home), home);
      const form = await waitFor(() => slack.state.views.slice(before).find(({ surface }) => surface === 'modal'), 'a form');
      const messages = team.messages.length;
      await ruth.submit(form, fill(form));
      await answerCame(messages);
    });

    it('is not drawn again when the messages tab is opened', async () => {
      const { ruth, slack, quiet } = journey();
      const before = slack.state.views.length;
      await ruth.openMessages();
      await quiet();
      expect(slack.state.views.slice(before).filter(({ surface }) => surface === 'home')).toEqual([]);
    });
  });
});
