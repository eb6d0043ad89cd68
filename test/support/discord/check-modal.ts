import type { Json } from './payloads.js';

/* What Discord refuses in a form: discord.com/developers/docs/interactions/receiving-and-responding#modal and /components/reference#label */

const limits = {
  title: 45,
  customId: 100,
  components: 5,
  label: 45,
  description: 100,
  options: 25,
  option: 100,
  placeholder: 150,
  input: 4000,
};
const kinds = { row: 1, select: 3, input: 4, text: 10, label: 18 };

const lengthOf = (value: unknown): number => (typeof value === 'string' ? value.length : 0);
const within = (value: unknown, most: number): boolean => lengthOf(value) >= 1 && lengthOf(value) <= most;

const problemsOfField = (field: Json): string[] => {
  const checks: [boolean, string][] = [
    [!within(field.custom_id, limits.customId), 'a field needs a custom id of 1 to 100 characters'],
    [lengthOf(field.placeholder) > limits.placeholder, 'a placeholder too long'],
  ];
  if (field.type === kinds.select) {
    const options = (field.options ?? []) as Json[];
    checks.push(
      [options.length < 1 || options.length > limits.options, `${options.length} options`],
      [
        options.some(({ label, value }) => !within(label, limits.option) || !within(value, limits.option)),
        'an option needs a label and a value of 1 to 100 characters',
      ],
      [options.some(({ description }) => lengthOf(description) > limits.option), 'a description of an option too long'],
      [new Set(options.map(({ value }) => value)).size !== options.length, 'an option twice'],
    );
  } else if (field.type === kinds.input) {
    const [least, most] = [Number(field.min_length ?? 0), Number(field.max_length ?? limits.input)];
    checks.push(
      [field.style !== 1 && field.style !== 2, 'a text input needs a style'],
      [least < 0 || most < 1 || most > limits.input || least > most, 'lengths of a text input'],
      [field.label !== undefined, 'a text input in a label has no label of its own'],
    );
  } else checks.push([true, `a field of type ${field.type}`]);
  return checks.flatMap(([wrong, problem]) => (wrong ? [problem] : []));
};

/** Everything that is wrong with a form; empty when Discord would show it. */
export const problemsOfModal = (form: Json): string[] => {
  const components = (form.components ?? []) as Json[];
  const fields = components.flatMap(one => (one.type === kinds.label ? [(one.component ?? {}) as Json] : []));
  const checks: [boolean, string][] = [
    [!within(form.title, limits.title), 'a title of 1 to 45 characters'],
    [!within(form.custom_id, limits.customId), 'a custom id of 1 to 100 characters'],
    [components.length < 1 || components.length > limits.components, `${components.length} components in a form`],
    [components.some(({ type }) => type !== kinds.label && type !== kinds.text), 'a form holds labels and texts'],
    [components.some(one => one.type === kinds.label && !within(one.label, limits.label)), 'a label of 1 to 45 characters'],
    [components.some(one => lengthOf(one.description) > limits.description), 'a description too long'],
    [new Set(fields.map(field => field.custom_id)).size !== fields.length, 'custom ids twice'],
  ];
  return [...checks.flatMap(([wrong, problem]) => (wrong ? [problem] : [])), ...fields.flatMap(problemsOfField)];
};
