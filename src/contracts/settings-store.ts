/** What an officer set for one community; adapters parse it with a schema of their own. */
export interface SettingsStore {
  read(community: string): Promise<unknown>;
  write(community: string, settings: object): Promise<void>;
}
