import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { publisherOf } from '../../../../describe-source.js';
import type { PassageView } from '../../../contract.js';
import { getPassage } from '../api/client.js';
import { useStore } from '../api/store.js';
import { useLoad } from '../api/use-load.js';
import { guideAge } from '../parts/guide-words.js';
import { Icon } from '../parts/icon.js';
import { Passage } from '../parts/passage.js';
import { closeSource, openedSource, type Source } from '../parts/source.js';
import { Failed, Loading } from '../parts/states.js';
import { linkTo, type PageName } from './route.js';

/** As in source-panel.css: from this width on an answer stands beside the panel as wide as before, and the panel need not take the page over. */
const besideFrom = '(min-width: 77rem)';

/**
 * Where the panel stands: an answer makes room for it at its end. Other pages stay as they are, and it stands over the side that what
 * opened it is not on.
 */
const sideFor = (page: PageName, opener: Element | null): 'start' | 'end' => {
  if (page === 'ask' || !opener) return 'end';
  const panel = 26 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return opener.getBoundingClientRect().right > innerWidth - panel ? 'start' : 'end';
};

const Details = ({ view, source }: { view: PassageView; source: Source }) => {
  const { guide, section } = view;
  return (
    <>
      <Passage section={section} quote={source.quote} />
      <dl class="facts">
        <div>
          <dt>Guide</dt>
          <dd>{guide.title}</dd>
        </div>
        <div>
          <dt>Publisher</dt>
          <dd>{publisherOf(guide.publisher)}</dd>
        </div>
        <div>
          <dt>Age of the data</dt>
          <dd>{guideAge(guide)}</dd>
        </div>
        {guide.published && guide.dataAsOf && (
          <div>
            <dt>Published</dt>
            <dd>{guide.published}</dd>
          </div>
        )}
      </dl>
      <p class="panel-links">
        <a href={linkTo('library', guide.id, { section: section.passage.split('#')[1] })}>Read it in the guide</a>
        {guide.url ? (
          <a href={guide.url} rel="noreferrer noopener" target="_blank">
            The original<span class="unseen"> (opens a new tab)</span>
          </a>
        ) : (
          <span>No address known</span>
        )}
      </p>
    </>
  );
};

const Panel = ({ source, opener, page }: { source: Source; opener: Element | null; page: PageName }) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const view = useLoad(`passage ${source.passage}`, () => getPassage(source.passage));
  const [beside] = useState(() => matchMedia(besideFrom).matches);
  const side = useMemo(() => sideFor(page, opener), [source]);

  useEffect(() => {
    if (beside) dialog.current?.show();
    else dialog.current?.showModal();
    document.documentElement.classList.toggle('has-panel', beside);
    return () => document.documentElement.classList.remove('has-panel');
  }, [beside]);
  useEffect(() => heading.current?.focus(), [source]);

  // Wherever the focus is: whoever has gone back to the page can clear away what stands over it.
  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') closeSource();
    };
    document.addEventListener('keydown', closeOnEscape);
    return () => document.removeEventListener('keydown', closeOnEscape);
  }, []);
  const closeOnScrim = (event: MouseEvent): void => {
    if (event.target === dialog.current) closeSource();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the document hears Escape, see above.
    <dialog
      ref={dialog}
      class={`source-panel at-${side}`}
      aria-labelledby="source-heading"
      onClick={closeOnScrim}
      onCancel={event => {
        event.preventDefault();
        closeSource();
      }}
    >
      <div class="panel-body">
        <div class="panel-head">
          <div>
            <p class="label">{source.n ? `Source ${source.n}` : 'From the guide'}</p>
            <h2 id="source-heading" tabIndex={-1} ref={heading}>
              {view.state === 'loaded' ? view.value.section.section : 'Opening the passage'}
            </h2>
          </div>
          <button type="button" class="quiet round" onClick={closeSource} aria-label="Close the source" title="Close">
            <Icon name="close" />
          </button>
        </div>
        {view.state === 'loading' && <Loading what="Opening the passage" />}
        {view.state === 'failed' && <Failed message={view.message} retry={view.retry} />}
        {view.state === 'loaded' && <Details view={view.value} source={source} />}
      </div>
    </dialog>
  );
};

/** The passage behind a mark, beside the answer or, where there is no room, before it. */
export const SourcePanel = ({ page }: { page: PageName }) => {
  const opened = useStore(openedSource);
  useEffect(() => {
    const close = (): void => openedSource.set(undefined);
    addEventListener('hashchange', close);
    return () => removeEventListener('hashchange', close);
  }, []);
  return opened ? <Panel source={opened.source} opener={opened.opener} page={page} /> : null;
};
