import { createRequire } from 'node:module';
import type { RESTOptions } from 'discord.js';

type Agent = NonNullable<RESTOptions['agent']>;

const ofDiscord = createRequire(createRequire(import.meta.url).resolve('discord.js'));
const { Agent: OwnAgent } = ofDiscord('undici') as { readonly Agent: new () => Agent };

/**
 * The connections that requests to Discord go over, of the version of undici that discord.js brings. Without one it takes the process's global
 * one, which is of the version that was loaded first: beside Slack's, which cannot read the form that a picture is sent in, no picture went out.
 */
export const httpAgent: Agent = new OwnAgent();
