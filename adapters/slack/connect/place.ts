import type { Authorize } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
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

/** The workspace that a community is; undefined for what is none of Slack's. */
const teamIdOf = (community: string): string | undefined => /^slack:(\w+)$/.exec(community)?.[1];

/** The place of a community without an event that came from it. Rejects when the app is not there (any more). */
export const placeOfCommunity = async (
  community: string,
  authorize: Authorize<boolean>,
  options: WebClientOptions,
): Promise<Place> => {
  const teamId = teamIdOf(community);
  const found = teamId ? await authorize({ teamId, enterpriseId: undefined, isEnterpriseInstall: false }) : undefined;
  if (!teamId || !found?.botToken || !found.botUserId)
    throw new NextRungError('slack_failed', `There is no token for ${community}.`);
  return { client: new WebClient(found.botToken, { ...options, teamId }), community, teamId, botUserId: found.botUserId };
};

/** The place of an event, from what authorisation found out. Throws `input_invalid` for an event without a workspace. */
export const placeOf = ({ client, context }: { readonly client: WebClient; readonly context: object }): Place => {
  const { teamId, enterpriseId, botUserId } = contextSchema.parse(context);
  const id = teamId ?? enterpriseId;
  if (!id) throw new NextRungError('input_invalid', 'Slack sent an event that names no workspace; it was left alone.');
  return { client, community: communityOf(id), teamId: id, botUserId };
};
