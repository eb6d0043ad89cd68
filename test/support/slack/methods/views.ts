import { z } from 'zod';
import { plainText } from '../block-elements.js';
import { type Args, type Caller, type Method, Refusal, textArg, type View } from '../call.js';
import { notePings, readBlocks } from '../content.js';
import * as limits from '../limits.js';
import { newId } from '../world.js';

const modal = z.strictObject({
  type: z.literal('modal'),
  title: plainText(24),
  blocks: z.array(z.unknown()),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  external_id: z.string().max(255).optional(),
});
const home = z.strictObject({
  type: z.literal('home'),
  blocks: z.array(z.unknown()),
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
  external_id: z.string().max(255).optional(),
});

const readView = (value: unknown, caller: Caller): z.infer<typeof modal> | z.infer<typeof home> => {
  const parsed = z.discriminatedUnion('type', [modal, home]).safeParse(value);
  if (!parsed.success)
    throw new Refusal('invalid_arguments', { response_metadata: { messages: parsed.error.issues.map(issue => issue.message) } });
  const blocks = readBlocks(parsed.data.blocks, parsed.data.type, caller);
  const hasInput = blocks.some(block => block.type === 'input');
  if (parsed.data.type === 'modal' && hasInput && !parsed.data.submit)
    throw new Refusal('invalid_arguments', { response_metadata: { messages: ['[ERROR] a modal with an input needs submit'] } });
  notePings('a view', blocks, caller);
  return parsed.data;
};

/** A trigger opens one view, within three seconds. */
const useTrigger = (args: Args, { state, team }: Caller): void => {
  const trigger = state.triggers.get(textArg(args, 'trigger_id', 'invalid_trigger_id'));
  if (!trigger || trigger.team !== team.id) throw new Refusal('invalid_trigger_id');
  if (Date.now() - trigger.at > limits.triggerMs) throw new Refusal('expired_trigger_id');
  if (trigger.used) throw new Refusal('exchanged_trigger_id');
  trigger.used = true;
};

const show = (view: View['view'], user: string | undefined, { state, team }: Caller): object => {
  const shown: View = { id: newId('V'), team: team.id, user, surface: view.type === 'home' ? 'home' : 'modal', view };
  state.views.push(shown);
  return { view: { ...view, id: shown.id, hash: shown.id, team_id: team.id } };
};

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': {
    run(args, caller) {
      useTrigger(args, caller);
      return show(readView(args.view, caller), undefined, caller);
    },
  },
  'views.push': {
    run(args, caller) {
      useTrigger(args, caller);
      return show(readView(args.view, caller), undefined, caller);
    },
  },
  'views.update': {
    run(args, caller) {
      const known = caller.state.views.find(view => view.id === args.view_id && view.team === caller.team.id);
      if (!known) throw new Refusal('not_found');
      return show(readView(args.view, caller), known.user, caller);
    },
  },
  'views.publish': {
    run(args, caller) {
      const user = textArg(args, 'user_id', 'invalid_arguments');
      if (!caller.team.members.has(user)) throw new Refusal('user_not_found');
      const view = readView(args.view, caller);
      if (view.type !== 'home') throw new Refusal('view_type_not_supported');
      return show(view, user, caller);
    },
  },
};
