import type { AutocompleteInteraction } from 'discord.js';
import type { Pack } from '../../src/domain/pack.js';
import { choiceCount, choiceLength } from './limits.js';

/** A name to offer and everything it goes by. */
type Offer = { readonly name: string; readonly words: readonly string[] };

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
const offer = (name: string, aliases: readonly string[] = []): Offer => ({ name, words: [name, ...aliases].map(plain) });

/** What fits a beginning: names that start with it, then names with a word that does, then names that hold it. */
const rankOf = ({ words }: Offer, typed: string): number => {
  if (!typed || words.some(word => word.startsWith(typed))) return 0;
  if (words.some(word => word.includes(` ${typed}`))) return 1;
  return words.some(word => word.includes(typed)) ? 2 : 3;
};

export type Suggest = (commandName: string, typed: string) => readonly string[];

/** Suggests roles and credentials of the career map, best first and at most as many as Discord takes. */
const createSuggestNames = ({ careerMap }: Pack): Suggest => {
  const ladder = careerMap.roles.toSorted((a, b) => (a.rung ?? 99) - (b.rung ?? 99));
  const roles = ladder.map(role => offer(role.title, role.aliases));
  const credentials = careerMap.credentials.map(({ name, expansion, aliases }) =>
    offer(name, [...aliases, ...(expansion ? [expansion] : [])]),
  );
  const offersFor = (commandName: string): Offer[] => {
    if (commandName === 'pay') return [offer('by level'), ...roles];
    return commandName === 'compare' ? [...credentials, ...roles] : roles;
  };
  return (commandName, typed) => {
    const begun = plain(typed);
    return offersFor(commandName)
      .map(one => ({ name: one.name.slice(0, choiceLength), rank: rankOf(one, begun) }))
      .filter(({ rank }) => rank < 3)
      .toSorted((a, b) => a.rank - b.rank)
      .slice(0, choiceCount)
      .map(({ name }) => name);
  };
};

const made = new WeakMap<Pack, Suggest>();

/** What a pack suggests, made when it is first asked for. */
export const suggestNamesOf = (pack: Pack): Suggest => {
  const suggest = made.get(pack) ?? createSuggestNames(pack);
  made.set(pack, suggest);
  return suggest;
};

/** Answers each letter that a member types. Free text is taken as well: a suggestion is only that. */
export const onAutocomplete = async (interaction: AutocompleteInteraction, suggest: Suggest): Promise<void> => {
  const names = suggest(interaction.commandName, interaction.options.getFocused());
  await interaction.respond(names.map(name => ({ name, value: name })));
};
