/** `ok`; `note` when it works but something is worth knowing; `problem` when it does not work until it is put right. */
export type Check = {
  readonly name: string;
  readonly state: 'ok' | 'note' | 'problem';
  readonly text: string;
  readonly next?: string;
};
