import { createRequire } from 'node:module';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { ClientOptions, WebSocket } from 'ws';
import type { ProxyConfig } from '../../src/config.js';

const ofDiscord = createRequire(createRequire(import.meta.url).resolve('discord.js'));
const ofGateway = createRequire(ofDiscord.resolve('@discordjs/ws'));

type SocketClass = new (address: string | URL, protocols?: string | string[], options?: ClientOptions) => WebSocket;

/** Whether a host is reached without a proxy: it or a domain of it is listed, with its port or without one. */
const goesDirect = ({ hostname, port, protocol }: URL, except: string): boolean => {
  const usual = protocol === 'wss:' ? '443' : '80';
  return except.split(/[,\s]+/).some(entry => {
    const [, host = '', at] = /^(?:\*?\.)?(.+?)(?::(\d+))?$/.exec(entry) ?? [];
    if (host === '*') return true;
    const isHost = hostname === host.toLowerCase() || hostname.endsWith(`.${host.toLowerCase()}`);
    return host !== '' && isHost && (at === undefined || at === (port || usual));
  });
};

/**
 * Sends the gateway's connections by a proxy. discord.js has no option for it: its socket class is replaced before it is loaded, so this
 * must come first.
 */
export const proxyGateway = ({ http, https, except }: ProxyConfig): void => {
  const module = ofGateway('ws') as { WebSocket: SocketClass };
  module.WebSocket = class extends module.WebSocket {
    constructor(address: string | URL, protocols?: string | string[], options?: ClientOptions) {
      const url = new URL(address);
      const by = goesDirect(url, except) ? undefined : url.protocol === 'wss:' ? (https ?? http) : http;
      super(address, protocols, { ...options, ...(by ? { agent: new HttpsProxyAgent(by) } : {}) });
    }
  };
};
