import { DiscordAPIError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { apiCodes, explainClose, explainError } from '../../../adapters/discord/explain-error.js';
import { NextRungError } from '../../../src/domain/errors.js';

const refused = (code: number, status = 403): DiscordAPIError =>
  new DiscordAPIError(
    { code, message: 'Refused' },
    code,
    status,
    'POST',
    'https://discord.com/api/v10/webhooks/123/secret-token/messages/@original?wait=true',
    { body: { content: 'what does my boss earn?' }, files: undefined },
  );

const explained = (error: unknown): NextRungError => {
  const given = explainError(error, 'an answer');
  if (!(given instanceof NextRungError)) throw new Error('it was not explained');
  return given;
};

describe('what Discord refuses', () => {
  it.each(Object.entries(apiCodes))('is told with the next step: %s', (_, code) => {
    const { message } = explained(refused(code));
    expect(message).toContain(String(code));
    expect(message.length).toBeGreaterThan(80);
  });

  it('is told without a member’s words and without a token', () => {
    const error = explained(refused(apiCodes.missingPermissions));
    const all = JSON.stringify([error.message, error.memberSentence, error.stack, error.cause, String(error.cause)]);
    expect(all).not.toMatch(/my boss|secret-token/);
    expect(error.message).toContain('POST /webhooks/123/…/messages/@original');
  });

  it('as a token is told with how to get another', () => {
    expect(explained(refused(0, 401)).message).toContain('Reset Token');
  });

  it('is nothing of Discord’s when it is another fault', () => {
    const other = new TypeError('x is not a function');
    expect(explainError(other, 'an answer')).toBe(other);
  });

  it.each([4004, 4010, 4011, 4014, 4999])('as a connection is told with the next step: %i', code => {
    expect(explainClose(code).message).toMatch(/DISCORD_TOKEN|DISCORD_SHARDS|Intent|discordstatus/);
  });
});
