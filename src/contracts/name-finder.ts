/** Places of a text that are likely a person's name, title included; they do not overlap. */
export type FindNames = (text: string) => readonly { readonly start: number; readonly end: number }[];
