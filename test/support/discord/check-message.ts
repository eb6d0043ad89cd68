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
  files: 10,
  url: 512,
  sectionTexts: 3,
};
/** Types by what they are; the others belong to forms. */
const kinds = { row: 1, button: 2, section: 9, text: 10, thumbnail: 11, gallery: 12, file: 13, separator: 14, container: 17 };
const atTop: readonly number[] = [
  kinds.row,
  kinds.section,
  kinds.text,
  kinds.gallery,
  kinds.file,
  kinds.separator,
  kinds.container,
];

type Component = {
  readonly type: number;
  readonly content?: string;
  readonly label?: string;
  readonly custom_id?: string;
  readonly url?: string;
  readonly style?: number;
  readonly components?: readonly Component[];
  readonly component?: Component;
  readonly accessory?: Component;
  readonly options?: readonly unknown[];
  readonly media?: { readonly url: string };
  readonly file?: { readonly url: string };
  readonly items?: readonly { readonly media: { readonly url: string }; readonly description?: string }[];
};

const childrenOf = (component: Component): Component[] => [
  ...(component.components ?? []),
  ...(component.accessory ? [component.accessory] : []),
  ...(component.component ? [component.component] : []),
];

export const flatten = (components: readonly Component[]): Component[] =>
  components.flatMap(component => [component, ...flatten(childrenOf(component))]);

const hasWrongButton = (all: readonly Component[]): boolean =>
  all.some(({ type, style, url, custom_id: id }) => {
    if (type !== kinds.button) return false;
    const isLink = style === 5;
    return isLink ? !url || url.length > limits.url || id !== undefined : !id || url !== undefined || !style || style > 4;
  });

const hasWrongSection = (all: readonly Component[]): boolean =>
  all.some(({ type, components = [], accessory }) => {
    if (type !== kinds.section) return false;
    const texts = components.filter(one => one.type === kinds.text).length;
    const fits = accessory?.type === kinds.button || accessory?.type === kinds.thumbnail;
    return texts !== components.length || texts < 1 || texts > limits.sectionTexts || !fits;
  });

const hasWrongRow = (all: readonly Component[]): boolean =>
  all.some(({ type, components = [] }) => {
    if (type !== kinds.row) return false;
    const buttons = components.filter(one => one.type === kinds.button).length;
    return buttons > 0 ? buttons !== components.length || buttons > limits.row : components.length !== 1;
  });

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
  const shownFiles = all.flatMap(component => [
    ...(component.items ?? []).map(item => item.media.url),
    ...(component.media ? [component.media.url] : []),
    ...(component.file ? [component.file.url] : []),
  ]);
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
    [hasWrongRow(all), 'a row of none, too many or of unlike components'],
    [hasWrongButton(all), 'a button needs a style and either a custom id or a link'],
    [hasWrongSection(all), 'a section needs one to three texts and an accessory'],
    [v2 && top.some(component => !atTop.includes(component.type)), 'a component that stands in no message by itself'],
    [v2 && files.some(file => !shownFiles.includes(`attachment://${file}`)), 'a file that no component shows'],
    [files.length > limits.files, `${files.length} files`],
    [new Set(files).size !== files.length, 'two files of one name'],
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
