import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Installation } from '@slack/oauth';
import { describe, expect, it } from 'vitest';
import { createInstallationStore } from '../../../adapters/slack/connect/installations.js';
import { openStores } from '../../../src/create-stores.js';
import { useTemporaryFolder } from '../../support/temporary-folder.js';

const key = 'a key of more than sixteen letters';

const installationOf = (teamId: string, token: string, enterprise?: string): Installation<'v2', boolean> => ({
  team: enterprise ? undefined : { id: teamId, name: 'Acme Coders' },
  enterprise: enterprise ? { id: enterprise, name: 'Acme' } : undefined,
  user: { id: 'U1', token: 'xoxp-of-the-installer', scopes: [] },
  bot: { id: 'B1', userId: 'U06NEXTRUNG', token, scopes: ['chat:write'] },
  isEnterpriseInstall: Boolean(enterprise),
  authVersion: 'v2',
  tokenType: 'bot',
});
const query = (teamId: string, enterpriseId?: string) => ({ teamId, enterpriseId, isEnterpriseInstall: false });

describe('installations of several workspaces', () => {
  const folder = useTemporaryFolder();

  it('are each found by their own workspace alone, and gone when deleted', async () => {
    const stores = await openStores({ dataDir: folder.path(), encryptionKey: key });
    const installations = createInstallationStore(stores.secrets);
    await installations.storeInstallation(installationOf('T1', 'xoxb-one'));
    await installations.storeInstallation(installationOf('T2', 'xoxb-two'));
    expect((await installations.fetchInstallation(query('T1'))).bot?.token).toBe('xoxb-one');
    expect((await installations.fetchInstallation(query('T2'))).bot?.token).toBe('xoxb-two');
    await expect(installations.fetchInstallation(query('T3'))).rejects.toThrow('not installed in T3');
    await installations.deleteInstallation?.(query('T1'));
    await expect(installations.fetchInstallation(query('T1'))).rejects.toThrow('/slack/install');
    expect((await installations.fetchInstallation(query('T2'))).bot?.token).toBe('xoxb-two');
    await stores.close();
  });

  it('of a whole organisation serve its workspaces', async () => {
    const stores = await openStores({ dataDir: folder.path(), encryptionKey: key });
    const installations = createInstallationStore(stores.secrets);
    await installations.storeInstallation(installationOf('', 'xoxb-all', 'E1'));
    expect((await installations.fetchInstallation(query('T9', 'E1'))).bot?.token).toBe('xoxb-all');
    await expect(installations.fetchInstallation(query('T9', 'E2'))).rejects.toThrow('not installed');
    await stores.close();
  });

  it('lie sealed on the disk, without the installer’s own token', async () => {
    const dataDir = folder.path();
    const stores = await openStores({ dataDir, encryptionKey: key });
    const installations = createInstallationStore(stores.secrets);
    await installations.storeInstallation(installationOf('T1', 'xoxb-one'));
    expect(JSON.stringify(await installations.fetchInstallation(query('T1')))).not.toContain('xoxp-');
    const files = (await readdir(dataDir)).filter(name => name.startsWith('community'));
    expect(files.length).toBeGreaterThan(0);
    for (const name of files) expect((await readFile(join(dataDir, name))).includes('xoxb-one')).toBe(false);
    await stores.close();
  });
});
