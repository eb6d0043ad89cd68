import { describe, expect, it } from 'vitest';
import { useJourney } from '../support/discord/journey.js';
import { buttonsOf, isEphemeral, picturesOf, textOf } from '../support/discord/read-message.js';

const journey = useJourney();

describe('a member of a server', () => {
  it('mentions the bot and is answered in reply, with sources, their age, next questions and feedback', async () => {
    const { discord, mention, replyTo } = journey();
    const answer = await replyTo(mention(discord.places.general, 'cpc vs ccs for hospital work??'));
    expect(textOf(answer)).toMatch(/CCS .*inpatient/);
    expect(textOf(answer)).toMatch(/^-# \[1\] .*“.*” \(.*\)$/m);
    expect(buttonsOf(answer).map(button => button.label)).toEqual(expect.arrayContaining(['Helpful', 'Not helpful']));
    expect(buttonsOf(answer).length).toBeGreaterThan(2);
  });

  it('mentions the role of the bot', async () => {
    const { discord, replyTo } = journey();
    const { general, botRole } = discord.places;
    const answer = await replyTo(
      discord.say({ channel: general, text: `<@&${botRole}> who issues the CPC?`, mentionRoles: [botRole] }),
    );
    expect(textOf(answer)).toContain('AAPC');
  });

  it('replies to an answer, and the conversation goes on', async () => {
    const { discord, mention, replyTo } = journey();
    const { general } = discord.places;
    const first = await replyTo(mention(general, 'which credential should I get first for outpatient coding?'));
    const second = await replyTo(discord.say({ channel: general, text: 'and inpatient?', replyTo: first }));
    expect(textOf(second)).toContain('CCS');
  });

  it('summons an answer to the question of another by replying to it with a mention alone', async () => {
    const { discord, replyTo } = journey();
    const { people, places } = discord;
    const asked = discord.say({ channel: places.general, text: 'does anybody know who issues the CCS?', author: people.ben });
    const call = discord.say({ channel: places.general, text: `<@${people.bot.id}>`, mentions: [people.bot], replyTo: asked });
    expect(textOf(await replyTo(call))).toContain('AHIMA');
  });

  it('is offered a thread for a long conversation, which goes on there without a mention', async () => {
    const { discord, mention, replyTo, press, shown } = journey();
    const { general } = discord.places;
    let answer = await replyTo(mention(general, 'what does a CPC pay?'));
    expect(buttonsOf(answer).map(button => button.label)).not.toContain('Continue in a thread');
    for (const text of ['and a senior coder?', 'who issues the CCS?'])
      answer = await replyTo(discord.say({ channel: general, text, replyTo: answer }));
    const opened = await shown(press(answer, 'Continue in a thread'));
    const thread = String(answer.id);
    expect(textOf(opened)).toBe(`Carry on in <#${thread}>.`);
    await discord.until(() => discord.saidIn(thread).length === 1, 'a greeting in the thread');
    discord.say({ channel: thread, text: 'who of us has a dog?', author: discord.people.ben });
    discord.say({ channel: thread, text: 'and who issues the CPC?' });
    const inThread = await discord.until(() => discord.saidIn(thread)[1], 'an answer in the thread');
    expect(textOf(inThread)).toContain('AAPC');
    await journey().settled();
    expect(discord.saidIn(thread)).toHaveLength(2);
  });
});

describe('a direct message', () => {
  it('is a conversation without mentions', async () => {
    const { discord, replyTo } = journey();
    const { direct } = discord.places;
    const first = await replyTo(discord.say({ channel: direct, text: 'what is the 25th percentile for coders?' }));
    expect(textOf(first)).toContain('$41,600');
    const second = await replyTo(discord.say({ channel: direct, text: 'and the 75th?' }));
    expect(textOf(second)).toContain('$64,070');
  });
});

describe('a command', () => {
  it('answers pay to its asker alone, who may share it with everyone', async () => {
    const { discord, command, press, shown } = journey();
    // A member who has asked nothing: what one asks in a channel leans on what one asked there before.
    const by = { user: discord.newMember('lee') };
    const pay = command('pay', { role: 'by level' }, by);
    const answer = await shown(pay);
    expect(isEphemeral(answer)).toBe(true);
    expect(textOf(answer)).toContain('$65k');
    expect(picturesOf(answer)[0]).toMatch(/Senior Medical Coder \$65k/);
    const shared = await shown(press(answer, 'Share to channel', by));
    expect(isEphemeral(shared)).toBe(false);
    expect(textOf(shared)).toMatch(/^-# lee asked: /);
    expect(textOf(shared)).toContain('$65k');
    expect(buttonsOf(shared).map(button => button.label)).not.toContain('Share to channel');
    const again = await shown(press(answer, 'Share to channel', by));
    expect(textOf(again)).toBe('That answer has been shared just now.');
    const other = await shown(press(answer, 'Share to channel', { user: discord.people.ben }));
    expect(textOf(other)).toBe('Only the person who asked can share that answer.');
  });

  it('answers a question, a path and a comparison to everyone, with what was asked above it', async () => {
    const { command, shown } = journey();
    const asked = await shown(command('ask', { question: 'who issues the CCS? @everyone' }));
    expect(isEphemeral(asked)).toBe(false);
    expect(textOf(asked)).toMatch(/^-# ana asked: who issues the CCS\?/);
    expect(textOf(asked)).not.toContain('@everyone');
    expect(textOf(await shown(command('path', { from: 'coder 2', to: 'him director' })))).toMatch(/director/i);
    expect(textOf(await shown(command('compare', { a: 'CPC', b: 'CCS' })))).toContain('AHIMA');
  });

  it('answers privately when asked to', async () => {
    const { command, shown } = journey();
    expect(isEphemeral(await shown(command('ask', { question: 'who issues the CCS?', private: true })))).toBe(true);
  });

  it('is deferred at once, and the deferral says no more than whether it is private', async () => {
    const { command, shown } = journey();
    const ask = command('ask', { question: 'what does a CPC pay?' });
    await shown(ask);
    expect(ask.callbackType).toBe(5);
    expect((ask.acknowledgedAt ?? Number.POSITIVE_INFINITY) - ask.createdAt).toBeLessThan(3000);
  });

  it('suggests roles and credentials of the career map', async () => {
    const { discord } = journey();
    const first = discord.invoke({
      type: 4,
      data: { id: '1', name: 'compare', type: 1, options: [{ name: 'a', type: 3, value: 'cc', focused: true }] },
    });
    const { choices } = await discord.until(() => first.callback as { choices: { name: string }[] } | undefined, 'choices');
    expect(choices.map(choice => choice.name)).toContain('CCS');
  });

  it('about a message is answered to its asker alone', async () => {
    const { discord, shown } = journey();
    const message = discord.say({
      channel: discord.places.general,
      text: 'what is the median for coders?',
      author: discord.people.ben,
    });
    const data = {
      id: '1',
      name: 'Ask the coach about this',
      type: 3,
      target_id: message.id,
      resolved: { messages: { [String(message.id)]: message } },
    };
    const answer = await shown(discord.invoke({ type: 2, data }));
    expect(isEphemeral(answer)).toBe(true);
    expect(textOf(answer)).toContain('$50,250');
  });

  it('works on one’s own account in a server that did not install it', async () => {
    const { command, shown } = journey();
    const answer = await shown(command('pay', { role: 'senior coder' }, { userInstall: true }));
    expect(textOf(answer)).toMatch(/\$\d/);
  });
});

describe('under an answer', () => {
  it('a next question is asked by its button', async () => {
    const { discord, mention, replyTo, press, shown } = journey();
    const answer = await replyTo(mention(discord.places.general, 'cpc or ccs?'));
    const [next] = buttonsOf(answer);
    const second = await shown(press(answer, next?.label ?? ''));
    expect(textOf(second)).toContain(next?.label);
    expect(buttonsOf(second).length).toBeGreaterThan(1);
  });

  it('“Helpful” is thanked for, and “Not helpful” asks why', async () => {
    const { discord, mention, replyTo, press, shown } = journey();
    const answer = await replyTo(mention(discord.places.general, 'who issues the CPC?'));
    expect(textOf(await shown(press(answer, 'Helpful')))).toMatch(/^Thank you/);
    const form = press(answer, 'Not helpful');
    await discord.until(() => form.callbackType === 9, 'a form');
    const sent = discord.invoke({
      type: 5,
      data: {
        custom_id: form.callback?.custom_id,
        components: [
          { type: 18, id: 1, component: { type: 3, id: 2, custom_id: 'reason', values: ['out_of_date'] } },
          { type: 18, id: 3, component: { type: 4, id: 4, custom_id: 'comment', value: 'That was 2021' } },
        ],
      },
    });
    expect(textOf(await shown(sent))).toMatch(/^Thank you/);
  });
});

describe('privacy', () => {
  it('holds for what a member did under the answer of another’s own app', async () => {
    const { discord, command, shown, press } = journey();
    const { ben } = discord.people;
    const kim = discord.newMember('kim');
    const answer = await shown(command('ask', { question: 'cpc or ccs?' }, { user: kim, userInstall: true }));
    // A button belongs to whose app the answer came by.
    const under = { user: ben, owner: kim };
    const [next] = buttonsOf(answer);
    await shown(press(answer, next?.label ?? '', under));
    expect(textOf(await shown(press(answer, 'Helpful', under)))).toMatch(/^Thank you/);
    const pressed = press(await shown(command('forget-me', {}, { user: ben })), 'Delete it', { user: ben });
    const done = await discord.until(() => /^Done\..*/s.exec(textOf(discord.shownBy(pressed) ?? {}))?.[0], 'a deletion');
    expect(done).toContain('1 answer and 1 piece of feedback');
    // What is another's stays.
    expect(textOf(await shown(press(answer, 'Helpful', { user: kim, userInstall: true })))).toMatch(/^Thank you/);
  });

  it('tells what is kept, and deletes it when the member says so', async () => {
    const { command, shown, press } = journey();
    await shown(command('ask', { question: 'cpc or ccs?' }));
    expect(textOf(await shown(command('privacy')))).toMatch(/90 days[\s\S]*\/forget-me deletes/);
    const question = await shown(command('forget-me'));
    expect(isEphemeral(question)).toBe(true);
    expect(textOf(await shown(press(question, 'Keep it')))).toBe('Nothing was deleted.');
    const again = await shown(command('forget-me'));
    const pressed = press(again, 'Delete it');
    await journey().discord.until(() => /^Done\. I deleted/.test(textOf(journey().discord.shownBy(pressed) ?? {})), 'a deletion');
  });
});
