import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici';
import type { ProxyConfig } from './config.js';

/** The way through a company's proxy, for what is given it rather than the global one. */
export const proxyDispatcher = ({ http, https, except }: ProxyConfig): EnvHttpProxyAgent =>
  new EnvHttpProxyAgent({
    ...(http ? { httpProxy: http } : {}),
    ...(https ? { httpsProxy: https } : {}),
    noProxy: except,
  });

/**
 * Sends every `fetch` of this process by the proxies: Node's own knows no proxy before version 24. Whoever brings an agent of its own
 * (Slack's socket, Discord's client) is given the proxies where it is made.
 */
export const goByProxy = (proxy: ProxyConfig): void => setGlobalDispatcher(proxyDispatcher(proxy));
