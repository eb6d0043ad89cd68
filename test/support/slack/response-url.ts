import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal, type SlackState } from './call.js';
import { readContent } from './content.js';
import * as limits from './limits.js';
import { addMessage } from './methods/chat.js';
import { readBody, reply } from './web-api.js';
import { newId, type Team } from './world.js';

/** Makes an address that a command or a pressed button may be answered at. */
export const newResponseUrl = (
  state: SlackState,
  about: { team: string; channel: string; user: string; message?: Team['messages'][number] | undefined },
): string => {
  const id = newId('R');
  state.responseUrls.set(id, { ...about, message: about.message, madeAt: Date.now(), uses: 0 });
  return `${state.origin()}/response/${id}`;
};

/** What a response, or the body of an acknowledgement, puts before the member. */
export const respond = (
  state: SlackState,
  about: { team: string; channel: string; user: string; message?: Team['messages'][number] | undefined },
  body: Readonly<Record<string, unknown>>,
): void => {
  const team = state.teams.get(about.team);
  const channel = team?.channels.get(about.channel);
  if (!team || !channel) throw new Refusal('channel_not_found');
  const { message: original } = about;
  if (body.delete_original === true && original) {
    original.state = 'deleted';
    return;
  }
  const content = readContent('response_url', body, { state, team, token: team.token });
  if (body.replace_original === true && original) {
    original.earlier.push({ text: original.text, at: Date.now() });
    Object.assign(original, { text: content.text, markdown: content.markdown, blocks: content.blocks });
    return;
  }
  const thread = typeof body.thread_ts === 'string' ? body.thread_ts : undefined;
  addMessage({ team }, channel, {
    ...content,
    how: 'response_url',
    thread,
    onlyFor: body.response_type === 'in_channel' ? undefined : about.user,
    unfurls: body.unfurl_links !== false || body.unfurl_media !== false,
  });
};

/** Answers what is sent to a response_url: five times, for half an hour. */
export const handleResponse = async (
  state: SlackState,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const about = state.responseUrls.get(id);
  const body = JSON.parse((await readBody(request)).toString());
  if (!about || about.uses >= limits.responseUrlUses) {
    if (about) state.violations.push('a response_url was used more than five times');
    return reply(response, 404, { ok: false, error: 'used_url' });
  }
  if (Date.now() - about.madeAt > limits.responseUrlMs) return reply(response, 404, { ok: false, error: 'expired_url' });
  about.uses++;
  const refused = state.settings.refuseResponse(body);
  if (refused) return void response.writeHead(refused.status).end(refused.body);
  try {
    respond(state, about, body);
    response.writeHead(200).end('ok');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reply(response, 400, { ok: false, error: error.error });
  }
};
