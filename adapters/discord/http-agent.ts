import { createRequire } from 'node:module';
import type { RESTOptions } from 'discord.js';
import type { ProxyConfig } from '../../src/config.js';

type Agent = NonNullable<RESTOptions['agent']>;

const ofDiscord = createRequire(createRequire(import.meta.url).resolve('discord.js'));
type Undici = {
  readonly Agent: new () => Agent;
  readonly EnvHttpProxyAgent: new (options: { httpProxy?: string; httpsProxy?: string; noProxy: string }) => Agent;
};
const { Agent: OwnAgent, EnvHttpProxyAgent: OwnProxyAgent } = ofDiscord('undici') as Undici;

const direct = new OwnAgent();

const proxied = ({ http, https, except }: ProxyConfig): Agent =>
  new OwnProxyAgent({ ...(http ? { httpProxy: http } : {}), ...(https ? { httpsProxy: https } : {}), noProxy: except });

/**
 * The connections that requests to Discord go over, of the version of undici that discord.js brings. Without one it takes the process's global
 * one, which is of the version that was loaded first: beside Slack's, which cannot read the form that a picture is sent in, no picture went out.
 */
export const httpAgentFor = (proxy: ProxyConfig | undefined): Agent => (proxy ? proxied(proxy) : direct);
