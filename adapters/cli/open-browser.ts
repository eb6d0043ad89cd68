import { spawn } from 'node:child_process';
import type { Environment } from './look.js';

/** What opens an address in the default browser; `start` is a word of the Windows shell, so its own opener is called. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [program: string, ...args: string[]]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  linux: ['xdg-open'],
};

/** Whoever sets one of these runs a server, or sits at another machine than this. */
const serverSettings = [
  'CI',
  'SSH_CONNECTION',
  'SSH_TTY',
  'PORT',
  'HOST',
  'WEB_PUBLIC_URL',
  'SLACK_BOT_TOKEN',
  'SLACK_CLIENT_ID',
  'DISCORD_TOKEN',
];

/** Whether somebody sits at this machine's own screen who would expect the page to open: a terminal, a desktop, and no server's settings. */
export const hasDesktop = (env: Environment, isTerminal: boolean, platform = process.platform): boolean =>
  isTerminal &&
  openers[platform] !== undefined &&
  !serverSettings.some(name => env[name]) &&
  (platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY));

/** Opens an address in the default browser. The terminal has named it, so where nothing opens nothing is said. */
export const openBrowser = (address: string, platform = process.platform): void => {
  const [program, ...args] = openers[platform] ?? [];
  if (program === undefined) return;
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true, windowsHide: true });
  child.on('error', () => undefined);
  child.unref();
};
