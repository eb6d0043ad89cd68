import type { Citation } from '../../../../../src/domain/answer.js';
import type { Chart } from '../../../../../src/domain/chart.js';
import { agesOf, sourceOf } from '../../../../describe-source.js';
import { openedSource, replaceOpener } from './source.js';

/** One bar in words. */
export type Figure = {
  readonly label: string;
  /** "$42k, US median". */
  readonly text: string;
  /** Who says so, and how old that is. */
  readonly source: string;
  readonly citation: Citation | undefined;
};

/** The figures of a chart by series and place, as its picture numbers them. */
export const figuresOf = (chart: Chart<number>, citations: readonly Citation[]): readonly (readonly Figure[])[] =>
  chart.series.map(series =>
    series.points.map(point => {
      const citation = citations.find(candidate => point.marks.includes(candidate.n));
      return {
        label: `${point.label}, ${series.name}`,
        text: point.text,
        source: citation ? `${sourceOf(citation)}. ${agesOf(citation)[1]}` : '',
        citation,
      };
    }),
  );

/**
 * A picture of the server's, made ready for the document, so that its bars can be hovered and reached by keyboard. The content security
 * policy stops styles that stand in markup as soon as it is parsed, and allows them when a script sets them: so they wait under another name.
 */
export const fetchPicture = async (address: string, name: string, signal: AbortSignal): Promise<SVGElement> => {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`The picture answered ${response.status}.`);
  const markup = (await response.text()).replaceAll(/<style[\s\S]*?<\/style>/g, '').replaceAll(/\sstyle="/g, ' data-style="');
  const parsed = new DOMParser().parseFromString(markup, 'image/svg+xml').documentElement;
  if (parsed.localName !== 'svg') throw new Error('The picture is no SVG.');
  for (const unwanted of parsed.querySelectorAll('script, foreignObject')) unwanted.remove();
  const picture = document.importNode(parsed as Element as SVGElement, true);
  for (const element of picture.querySelectorAll<SVGElement>('[data-style]')) {
    element.style.cssText = element.dataset.style ?? '';
    delete element.dataset.style;
  }
  // The bars are named one by one, and the labels beside them would be read a second time.
  for (const label of picture.querySelectorAll('text')) label.setAttribute('aria-hidden', 'true');
  picture.setAttribute('role', 'group');
  picture.setAttribute('aria-label', name);
  return picture;
};

const [seriesName, indexName] = ['ecmeta_series_index', 'ecmeta_data_index'] as const;
const sameBar = (picture: Element, bar: Element): SVGElement | null =>
  picture.querySelector(`[${seriesName}="${bar.getAttribute(seriesName)}"][${indexName}="${bar.getAttribute(indexName)}"]`);

/**
 * Puts a picture in the place of the one before, and calls `enliven` on it. A bar that had the focus has it still, and the way back from an
 * open passage leads to the bar that it came from: a window made wider, or another theme, must not throw a reader out.
 */
export const placePicture = (place: Element, picture: Element, enliven: () => void): void => {
  const focused = document.activeElement;
  const opener = openedSource.get()?.opener;
  const [focusedHeir, openerHeir] = [focused, opener].map(bar => bar && place.contains(bar) && sameBar(picture, bar));
  place.replaceChildren(picture);
  enliven();
  if (openerHeir) replaceOpener(openerHeir);
  if (focusedHeir) focusedHeir.focus({ preventScroll: true });
};

/** The bars of a picture, each made reachable and named by its figure. */
export const barsOf = (
  place: Element,
  figures: readonly (readonly Figure[])[],
): readonly { readonly bar: SVGElement; readonly figure: Figure }[] =>
  [...place.querySelectorAll<SVGElement>(`[${indexName}]`)].flatMap(bar => {
    const [series, index] = [seriesName, indexName].map(name => Number(bar.getAttribute(name)));
    const figure = figures[series ?? 0]?.[index ?? 0];
    if (!figure) return [];
    bar.setAttribute('tabindex', '0');
    bar.setAttribute('role', figure.citation ? 'button' : 'img');
    bar.setAttribute('aria-label', `${figure.label}: ${figure.text}. ${figure.source}`);
    bar.classList.add('live-bar');
    return [{ bar, figure }];
  });
