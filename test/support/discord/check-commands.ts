import type { Json } from './payloads.js';

/* What Discord refuses in a registration: discord.com/developers/docs/interactions/application-commands */

const limits = {
  /** By type: chat input, user, message. */
  commands: { 1: 100, 2: 15, 3: 15 } as Readonly<Record<number, number>>,
  name: 32,
  description: 100,
  options: 25,
  choices: 25,
  textLength: 6000,
  /** Names, descriptions and values of a command and its options together. */
  characters: 8000,
};
/** The pattern that the page gives, but for scripts that we do not write in. */
const chatName = /^[-_'\p{L}\p{N}]{1,32}$/u;

const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0);
const within = (value: unknown, most: number): boolean => lengthOf(value) >= 1 && lengthOf(value) <= most;
const isName = (value: unknown): boolean => typeof value === 'string' && chatName.test(value) && value === value.toLowerCase();

const charactersOf = (item: Json): number =>
  lengthOf(item.name) +
  lengthOf(item.description) +
  [...((item.options ?? []) as Json[]), ...((item.choices ?? []) as Json[])].reduce(
    (sum, inner) => sum + charactersOf(inner) + lengthOf(inner.value),
    0,
  );

const problemsOfOption = (option: Json): string[] => {
  const choices = (option.choices ?? []) as Json[];
  const checks: [boolean, string][] = [
    [!isName(option.name), `the name of option ${option.name}`],
    [!within(option.description, limits.description), `the description of option ${option.name}`],
    [choices.length > limits.choices, `${choices.length} choices of ${option.name}`],
    [choices.length > 0 && option.autocomplete === true, `choices and autocomplete of ${option.name}`],
    [
      Number(option.max_length ?? 1) < 1 || Number(option.max_length ?? 1) > limits.textLength,
      `the longest text of ${option.name}`,
    ],
  ];
  return checks.flatMap(([wrong, problem]) => (wrong ? [problem] : []));
};

const problemsOfCommand = (command: Json): string[] => {
  const type = Number(command.type ?? 1);
  const options = (command.options ?? []) as Json[];
  const lastRequired = options.findLastIndex(option => option.required === true);
  const firstOptional = options.findIndex(option => option.required !== true);
  const checks: [boolean, string][] = [
    [type === 1 ? !isName(command.name) : !within(command.name, limits.name), `the name of ${command.name}`],
    [
      type === 1 ? !within(command.description, limits.description) : lengthOf(command.description) > 0,
      `the description of ${command.name}`,
    ],
    [options.length > limits.options, `${options.length} options of ${command.name}`],
    [firstOptional !== -1 && firstOptional < lastRequired, `a required option behind an optional one in ${command.name}`],
    [new Set(options.map(option => option.name)).size !== options.length, `an option twice in ${command.name}`],
    [charactersOf(command) > limits.characters, `${charactersOf(command)} characters in ${command.name}`],
  ];
  return [...checks.flatMap(([wrong, problem]) => (wrong ? [problem] : [])), ...options.flatMap(problemsOfOption)];
};

/** Everything that is wrong with what is to be registered; empty when Discord would take it. */
export const problemsOfCommands = (body: unknown): string[] => {
  if (!Array.isArray(body)) return ['no list of commands'];
  const commands = body as Json[];
  const tooMany = Object.entries(limits.commands).flatMap(([type, most]) => {
    const count = commands.filter(command => Number(command.type ?? 1) === Number(type)).length;
    return count > most ? [`${count} commands of type ${type}`] : [];
  });
  const names = commands.map(command => `${command.type ?? 1} ${command.name}`);
  const twice = new Set(names).size === names.length ? [] : ['a command twice'];
  return [...tooMany, ...twice, ...commands.flatMap(problemsOfCommand)];
};
