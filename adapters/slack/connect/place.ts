import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { NextRungError } from '../../../src/domain/errors.js';

/** A workspace as one event sees it: whose token answers, and what is kept under which name. */
export type Place = {
  readonly client: WebClient;
  /** "slack:T0123": nothing is read or kept across these. */
  readonly community: string;
  readonly teamId: string;
  /** The coach's own user, whose mention calls it. */
  readonly botUserId: string;
};

const contextSchema = z.object({
  teamId: z.string().min(1).optional(),
  enterpriseId: z.string().min(1).optional(),
  botUserId: z.string().min(1),
});

export const communityOf = (teamOrEnterpriseId: string): string => `slack:${teamOrEnterpriseId}`;

/** The place of an event, from what authorisation found out. Throws `input_invalid` for an event without a workspace. */
export const placeOf = ({ client, context }: { readonly client: WebClient; readonly context: object }): Place => {
  const { teamId, enterpriseId, botUserId } = contextSchema.parse(context);
  const id = teamId ?? enterpriseId;
  if (!id) throw new NextRungError('input_invalid', 'Slack sent an event that names no workspace; it was left alone.');
  return { client, community: communityOf(id), teamId: id, botUserId };
};
