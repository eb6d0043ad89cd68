import { describe, expect, it } from 'vitest';
import { openConnection } from '../support/discord/connection.js';
import { textOf } from '../support/discord/read-message.js';
import { savedBytes } from '../support/saved-bytes.js';
import { fillIn } from '../support/slack/fill-in.js';
import { useJourney } from '../support/slack/journey.js';
import { manifest } from '../support/slack/manifest.js';
import type { Message } from '../support/slack/world.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

/* Words come to the coach by many doors; whichever it was, nothing of who somebody is stands in what the coach keeps or posts. */

const person = 'I’m Wilhelmina Ashcroft, wil.ashcroft@example.org, my birthday is 7/14/1988, file cv_ashcroft_wil.pdf';
const patient = 'pt orla brannigan mrn 00482913 admitted 02/03/24, what do coders make?';
const secret = /ashcroft|7\/14|(?<![\w-])1988(?![\w-])|brannigan|00482913|02\/03/i;

describe('Slack', () => {
  const journey = useJourney('Socket Mode', { env: { SLACK_REACTION: 'bulb' } });

  it('keeps and posts nothing of it: commands, forms, buttons, shortcuts, emoji and messages that are read again', async () => {
    const { slack, team, newMember, general, answers, told, button, waitFor, product, quiet } = journey();
    const kim = newMember();
    for (const [at, text] of [`${person}: what do coders make?`, patient].entries()) {
      await kim.command(general, text);
      await told(kim, at * 2 + 1);
      const { message } = await kim.say(general, text);
      await kim.react(general, message, 'bulb');
      await answers(general, message.ts);
      await kim.shortcut(general, message, manifest.features.shortcuts[0]?.callback_id ?? '');
      await told(kim, at * 2 + 2);
      const [answer] = await answers(general, message.ts);
      await kim.openHome();
      const home = await waitFor(() => slack.state.views.filter(({ user }) => user === kim.id).at(-1), 'the home page');
      const pressed = button({ blocks: home.view.blocks } as Message, /\?$/);
      const before = team.messages.length;
      await kim.pressInHome({ ...pressed, value: text }, home);
      await waitFor(() => team.messages.length > before + 1, 'an answer to the home page');
      const { message: mention } = await kim.mention(general, 'what does a coding auditor do?');
      const [audited] = await answers(general, mention.ts);
      if (!answer || !audited) throw new Error('there are answers');
      const seen = slack.state.views.length;
      await kim.press(audited, button(audited, 'Not helpful'));
      const form = await waitFor(() => slack.state.views[seen], 'a form');
      await kim.submit(form, fillIn(form.view, 'out_of_date', text));
      await quiet();
    }
    const posted = team.messages.filter(({ author }) => author === team.bot.userId);
    expect(posted.length).toBeGreaterThan(6);
    expect(posted.filter(message => secret.test(JSON.stringify(message)))).toEqual([]);
    expect(await savedBytes(product().dataDir)).not.toMatch(secret);
    expect(product().stderr()).not.toMatch(secret);
  }, 60_000);
});

describe('Discord', () => {
  const folder = useTemporaryFolder();

  it('keeps and posts nothing of it: the line above an answer, the name of a thread, a shared answer', async () => {
    const path = folder.path();
    const opened = await openConnection(path);
    const { command, mention, press, replyTo, shown } = opened.journey;
    const asked = await shown(command('ask', { question: `${person}: what do coders make?` }));
    expect(textOf(asked)).toContain('what do coders make?');
    expect(textOf(asked)).not.toMatch(secret);
    const alone = await shown(command('ask', { question: `${person}: what do coders make?`, private: true }));
    expect(textOf(await shown(press(alone, 'Share to channel')))).not.toMatch(secret);
    const text = `${person}: what do coders make?`;
    const { places, say, state } = opened.discord;
    let answer = await replyTo(mention(places.general, text));
    for (let n = 0; n < 2; n++) answer = await replyTo(say({ channel: places.general, text, replyTo: answer }));
    await shown(press(answer, 'Continue in a thread'));
    const thread = state.channels.get(String(answer.id));
    expect(thread?.name).toContain('what do coders make?');
    expect(thread?.name).not.toMatch(secret);
    expect(JSON.stringify(opened.coach.asked)).not.toMatch(secret);
    await opened.close();
    expect(await savedBytes(path)).not.toMatch(secret);
  });
});
