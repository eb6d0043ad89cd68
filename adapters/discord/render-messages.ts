import {
  type APIMessageTopLevelComponent,
  AttachmentBuilder,
  MediaGalleryBuilder,
  MediaGalleryItemBuilder,
  MessageFlags,
  SeparatorBuilder,
  TextDisplayBuilder,
} from 'discord.js';
import type { Answer } from '../../src/domain/answer.js';
import { splitText } from '../../src/text/split-text.js';
import { followingUpOn } from '../next-questions.js';
import { answerButtons, type Offers } from './answer-buttons.js';
import { escapePlain } from './escape-text.js';
import { componentsTextLength, plainTextLength } from './limits.js';
import type { Picture } from './pictures.js';
import { bodyText, disagreementText, sourcesText } from './render-text.js';

/** A message's body, in the part that replies, edits and follow-ups share. */
export type MessageBody = {
  readonly content?: string;
  readonly components: APIMessageTopLevelComponent[];
  readonly files: AttachmentBuilder[];
  readonly flags: MessageFlags.IsComponentsV2 | MessageFlags.SuppressEmbeds;
};

export type Rendering = {
  /** Components V2. */
  readonly components: readonly MessageBody[];
  /** The same as plain messages, for where components V2 are refused. */
  readonly plain: readonly MessageBody[];
};

type RenderOptions = {
  readonly answerId: string;
  readonly offers: Offers;
  readonly pictures: readonly Picture[];
  /** A line above the answer: who shares it and what was asked. Already escaped. */
  readonly lead?: string | undefined;
};

const filesOf = (pictures: readonly Picture[]): AttachmentBuilder[] =>
  pictures.map(({ name, png, alt }) => new AttachmentBuilder(png, { name, description: alt }));

const galleryOf = (pictures: readonly Picture[]): APIMessageTopLevelComponent[] =>
  pictures.length === 0
    ? []
    : [
        new MediaGalleryBuilder()
          .addItems(
            pictures.map(({ name, alt }) => new MediaGalleryItemBuilder().setURL(`attachment://${name}`).setDescription(alt)),
          )
          .toJSON(),
      ];

const textOf = (content: string): APIMessageTopLevelComponent => new TextDisplayBuilder().setContent(content).toJSON();
const separator = (): APIMessageTopLevelComponent => new SeparatorBuilder().toJSON();

/** Texts that belong together and fit in one message each; the last leaves room for what stands below it when that fits at all. */
const pages = (
  body: string,
  below: string,
  most: number,
): { readonly bodies: readonly string[]; readonly below: readonly string[] } => {
  if (body.length + below.length <= most) return { bodies: [body], below: below ? [below] : [] };
  const bodies = splitText(body, most);
  const last = bodies.at(-1) ?? '';
  if (last.length + below.length <= most) return { bodies, below: [below] };
  return { bodies: [...bodies, ''], below: splitText(below, most) };
};

const renderComponents = (
  answer: Answer,
  options: RenderOptions,
  body: string,
  rows: APIMessageTopLevelComponent[],
): MessageBody[] => {
  const below = [disagreementText(answer), sourcesText(answer)].filter(Boolean).join('\n');
  const laid = pages(body, below, componentsTextLength);
  const message = (components: APIMessageTopLevelComponent[], files: AttachmentBuilder[] = []): MessageBody => ({
    components,
    files,
    flags: MessageFlags.IsComponentsV2,
  });
  const [lastBody = '', ...earlier] = laid.bodies.toReversed();
  const [firstBelow, ...furtherBelow] = laid.below;
  const bottom = (more: readonly APIMessageTopLevelComponent[]): APIMessageTopLevelComponent[] => [...more, ...rows];
  const closing = [
    ...(lastBody ? [textOf(lastBody)] : []),
    ...galleryOf(options.pictures),
    ...(firstBelow ? [...(lastBody ? [separator()] : []), textOf(firstBelow)] : []),
  ];
  return [
    ...earlier.toReversed().map(text => message([textOf(text)])),
    message(furtherBelow.length === 0 ? bottom(closing) : closing, filesOf(options.pictures)),
    ...furtherBelow.map((text, at) => message(at === furtherBelow.length - 1 ? bottom([textOf(text)]) : [textOf(text)])),
  ];
};

const renderPlain = (
  answer: Answer,
  options: RenderOptions,
  body: string,
  rows: APIMessageTopLevelComponent[],
): MessageBody[] => {
  const whole = [body, disagreementText(answer), sourcesText(answer)].filter(Boolean).join('\n\n');
  const texts = splitText(whole, plainTextLength);
  return texts.map((content, at) => {
    const isLast = at === texts.length - 1;
    return {
      content,
      components: isLast ? rows : [],
      files: isLast ? filesOf(options.pictures) : [],
      flags: MessageFlags.SuppressEmbeds,
    };
  });
};

/** An answer as the messages to send, in two forms. Long ones are split at sentences, never within a table, code or a mark. */
export const renderMessages = (answer: Answer, options: RenderOptions): Rendering => {
  const following = followingUpOn(answer);
  const body = [options.lead, following && `-# ${escapePlain(following)}`, bodyText(answer)].filter(Boolean).join('\n');
  const rows = answerButtons(answer, options.answerId, options.offers).map(row => row.toJSON());
  return { components: renderComponents(answer, options, body, rows), plain: renderPlain(answer, options, body, rows) };
};
