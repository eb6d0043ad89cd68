/** Small secrets (tokens of an installation), encrypted at rest with the key from the configuration. */
export interface SecretStore {
  /** Undefined when there is none; rejects with `secret_unreadable` when it was sealed with another key. */
  read(scope: string, name: string): Promise<string | undefined>;
  write(scope: string, name: string, secret: string): Promise<void>;
  remove(scope: string, name: string): Promise<void>;
  names(scope: string): Promise<readonly string[]>;
}
