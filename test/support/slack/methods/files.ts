import { z } from 'zod';
import { channelToWrite, type Method, optionalText, Refusal, textArg } from '../call.js';
import { notePings } from '../content.js';
import { newId } from '../world.js';
import { addMessage } from './chat.js';

/** The upload flow: ask for an address, send the bytes there, complete. */
export const fileMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': {
    scope: 'files:write',
    run(args, { state, team }) {
      if (!(Number(args.length) > 0)) throw new Refusal('invalid_arguments');
      const id = newId('F');
      state.files.set(id, {
        id,
        team: team.id,
        name: textArg(args, 'filename'),
        altText: optionalText(args, 'alt_text') ?? optionalText(args, 'alt_txt') ?? '',
        bytes: Buffer.alloc(0),
        completedAt: undefined,
      });
      return { upload_url: `${state.origin()}/upload/${id}`, file_id: id };
    },
  },
  'files.completeUploadExternal': {
    scope: 'files:write',
    run(args, caller) {
      const parsed = z
        .array(z.object({ id: z.string(), title: z.string().optional() }))
        .min(1)
        .safeParse(args.files);
      if (!parsed.success) throw new Refusal('invalid_arguments');
      const files = parsed.data.map(({ id }) => {
        const file = caller.state.files.get(id);
        if (!file || file.team !== caller.team.id || file.bytes.length === 0) throw new Refusal('file_not_found');
        return file;
      });
      const comment = optionalText(args, 'initial_comment') ?? '';
      notePings('a file', comment, caller);
      const channel = args.channel_id ? channelToWrite(args, caller, 'channel_id') : undefined;
      for (const file of files) file.completedAt = Date.now();
      if (channel) {
        const text = [comment, ...files.map(file => `[${file.name}] ${file.altText}`)].filter(Boolean).join('\n');
        addMessage(caller, channel, { text, how: 'file', thread: optionalText(args, 'thread_ts') });
      }
      return { files: files.map(({ id, name }) => ({ id, title: name })) };
    },
  },
};
