import type { Citation } from '../../../../../src/domain/answer.js';
import { passageIdOf } from '../../../../../src/text/slug.js';
import { createStore } from '../api/store.js';

/** A passage to show beside what cites it. */
export type Source = {
  readonly passage: string;
  /** The words that support what cites it; none: the passage as a whole. */
  readonly quote?: string;
  /** The number by which it is cited, if it has one. */
  readonly n?: number;
};

/** The passage that is open, and what opened it: the focus goes back there. */
export const openedSource = createStore<{ readonly source: Source; readonly opener: Element | null } | undefined>(undefined);

export const openSource = (source: Source): void => {
  const { activeElement } = document;
  const inPanel = activeElement?.closest('.source-panel');
  openedSource.set({ source, opener: inPanel ? (openedSource.get()?.opener ?? null) : activeElement });
};

export const closeSource = (): void => {
  const opened = openedSource.get();
  if (!opened) return;
  openedSource.set(undefined);
  const { opener } = opened;
  if ((opener instanceof HTMLElement || opener instanceof SVGElement) && opener.isConnected) opener.focus();
  // What opened it is gone: the focus goes to the page, not to the top of the document.
  else document.getElementById('main')?.focus({ preventScroll: true });
};

/** What opened the passage was drawn anew. */
export const replaceOpener = (opener: Element): void => {
  const opened = openedSource.get();
  if (opened) openedSource.set({ ...opened, opener });
};

/** The passage that a citation points at. */
export const passageOf = (citation: Citation): Source => ({
  passage: passageIdOf(citation),
  quote: citation.quote,
  n: citation.n,
});
