import type { Installation, InstallationQuery, InstallationStore } from '@slack/oauth';
import { z } from 'zod';
import type { SecretStore } from '../../../src/contracts/secret-store.js';

/** All installations of Slack; the name within it is the workspace's or the organisation's id. */
const scope = 'slack-installation';

const holderSchema = z.looseObject({ id: z.string().min(1), name: z.string().optional() });
const installationSchema = z.looseObject({
  team: holderSchema.optional(),
  enterprise: holderSchema.optional(),
  user: z.looseObject({ id: z.string().min(1) }),
  bot: z.looseObject({ token: z.string().min(1), id: z.string().min(1), userId: z.string().min(1), scopes: z.array(z.string()) }),
  isEnterpriseInstall: z.boolean().optional(),
});

const idOf = (of: { teamId: string | undefined; enterpriseId: string | undefined; isEnterpriseInstall: boolean }): string => {
  const id = of.isEnterpriseInstall ? of.enterpriseId : of.teamId;
  if (!id) throw new Error('an installation names neither a workspace nor an organisation');
  return id;
};

const read = async (secrets: SecretStore, id: string): Promise<Installation | undefined> => {
  const secret = await secrets.read(scope, id);
  if (secret === undefined) return undefined;
  // Parsed for what is read of it; what else Slack gave with it is kept as it came.
  return installationSchema.parse(JSON.parse(secret)) as unknown as Installation;
};

/** Where the tokens of several workspaces are kept: sealed with ENCRYPTION_KEY, each found by its own workspace alone. */
export const createInstallationStore = (secrets: SecretStore): InstallationStore => ({
  async storeInstallation(installation) {
    const id = idOf({
      teamId: installation.team?.id,
      enterpriseId: installation.enterprise?.id,
      isEnterpriseInstall: installation.isEnterpriseInstall ?? false,
    });
    // The installer's own token is not needed and not kept.
    const { token: _, refreshToken: __, ...user } = installation.user;
    await secrets.write(scope, id, JSON.stringify({ ...installation, user: { ...user, token: undefined } }));
  },
  async fetchInstallation(query: InstallationQuery<boolean>) {
    const found =
      (await read(secrets, idOf(query))) ??
      // A workspace of an organisation that installed the app as a whole.
      (query.enterpriseId ? await read(secrets, query.enterpriseId) : undefined);
    if (!found)
      throw new Error(`the app is not installed in ${query.teamId ?? query.enterpriseId}; open /slack/install to install it`);
    return found;
  },
  async deleteInstallation(query) {
    await secrets.remove(scope, idOf(query));
  },
});

/** Ids of the workspaces and organisations that the app is installed in. */
export const installedIn = (secrets: SecretStore): Promise<readonly string[]> => secrets.names(scope);
