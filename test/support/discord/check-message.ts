import type { Json } from './payloads.js';

/* What Discord refuses in a message's body: discord.com/developers/docs/components/reference and /resources/message */

const isComponentsV2 = 1 << 15;
const limits = {
  content: 2000,
  text: 4000,
  components: 40,
  label: 80,
  customId: 100,
  row: 5,
  rows: 5,
  gallery: 10,
  altText: 1024,
  options: 25,
};

type Component = {
  readonly type: number;
  readonly content?: string;
  readonly label?: string;
  readonly custom_id?: string;
  readonly components?: readonly Component[];
  readonly component?: Component;
  readonly accessory?: Component;
  readonly options?: readonly unknown[];
  readonly items?: readonly { readonly media: { readonly url: string }; readonly description?: string }[];
};

const childrenOf = (component: Component): Component[] => [
  ...(component.components ?? []),
  ...(component.accessory ? [component.accessory] : []),
  ...(component.component ? [component.component] : []),
];

export const flatten = (components: readonly Component[]): Component[] =>
  components.flatMap(component => [component, ...flatten(childrenOf(component))]);

/** Everything that is wrong with a message's body; empty when Discord would take it. */
export const problemsOfMessage = (body: Json, files: readonly string[] = []): string[] => {
  const flags = Number(body.flags ?? 0);
  const content = typeof body.content === 'string' ? body.content : '';
  const top = (body.components ?? []) as readonly Component[];
  const all = flatten(top);
  const v2 = Boolean(flags & isComponentsV2);
  const ids = all.flatMap(component => component.custom_id ?? []);
  const galleries = all.filter(component => component.type === 12);
  const media = galleries.flatMap(gallery => gallery.items ?? []);
  const texts = all.filter(component => component.type === 10).map(component => component.content ?? '');
  const checks: [boolean, string][] = [
    [content.length > limits.content, `content has ${content.length} characters`],
    [v2 && Boolean(content || (body.embeds as unknown[] | undefined)?.length), 'components V2 exclude content and embeds'],
    [!v2 && all.some(component => ![1, 2, 3, 5, 6, 7, 8].includes(component.type)), 'these components need the V2 flag'],
    [!v2 && !content && files.length === 0 && top.length === 0 && !body.embeds, 'an empty message'],
    [v2 && top.length === 0, 'an empty message'],
    [v2 && all.length > limits.components, `${all.length} components`],
    [!v2 && top.length > limits.rows, `${top.length} rows`],
    [texts.some(text => text.length === 0), 'an empty text'],
    [texts.join('').length > limits.text, `${texts.join('').length} characters of text`],
    [
      all.some(
        component => component.type === 1 && ((component.components?.length ?? 0) > limits.row || !component.components?.length),
      ),
      'a row of none or too many',
    ],
    [all.some(component => component.type === 2 && (component.label?.length ?? 0) > limits.label), 'a label too long'],
    [all.some(component => (component.options?.length ?? 0) > limits.options), 'too many options'],
    [ids.some(id => id.length > limits.customId || id.length === 0), 'a custom id too long'],
    [new Set(ids).size !== ids.length, 'custom ids twice'],
    [galleries.some(gallery => !gallery.items?.length || gallery.items.length > limits.gallery), 'a gallery of none or too many'],
    [media.some(item => (item.description?.length ?? 0) > limits.altText), 'an alt text too long'],
    [
      media.some(
        item => item.media.url.startsWith('attachment://') && !files.includes(item.media.url.slice('attachment://'.length)),
      ),
      'a picture that was not attached',
    ],
  ];
  return checks.flatMap(([wrong, problem]) => (wrong ? [problem] : []));
};
