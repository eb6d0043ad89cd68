import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { botEvents, botScopes } from '../../../adapters/slack/connect/scopes.js';
import { callbackIds } from '../../../adapters/slack/message.js';

const manifest = parse(readFileSync('adapters/slack/manifest.yaml', 'utf8'));

describe('the manifest', () => {
  it('asks for the scopes and events that the adapter uses, and no wider', () => {
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...botScopes].sort());
    expect(manifest.oauth_config.scopes.user).toBeUndefined();
    expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual(Object.keys(botEvents).sort());
    for (const scope of Object.values(botEvents)) if (scope) expect(botScopes).toContain(scope);
  });

  it('declares an agent, the command, the shortcut and the Home tab within Slack’s limits', () => {
    const { agent_view: agent, slash_commands: commands, shortcuts, app_home: home } = manifest.features;
    expect(agent.agent_description.length).toBeLessThanOrEqual(300);
    expect(agent.suggested_prompts.length).toBeLessThanOrEqual(4);
    expect(commands.map((each: { command: string }) => each.command)).toEqual(['/coach']);
    expect(shortcuts).toEqual([expect.objectContaining({ type: 'message', callback_id: callbackIds.askShortcut })]);
    expect(shortcuts[0].name.length).toBeLessThanOrEqual(24);
    expect(shortcuts[0].description.length).toBeLessThanOrEqual(150);
    expect(home).toEqual({ home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false });
  });
});
