import { useEffect, useState } from 'preact/hooks';
import { publisherOf } from '../../../../describe-source.js';
import type { GuideView, SectionView } from '../../../contract.js';
import { getGuide } from '../api/client.js';
import { useLoad } from '../api/use-load.js';
import { guideAge } from '../parts/guide-words.js';
import { Icon } from '../parts/icon.js';
import { Passage } from '../parts/passage.js';
import { Failed, Loading } from '../parts/states.js';
import { linkTo } from '../shell/route.js';
import { useTitle } from '../shell/use-title.js';

const slugOf = (section: SectionView): string => section.passage.split('#')[1] ?? '';

const Section = ({ section }: { section: SectionView }) => (
  <section class="guide-section" id={`section-${slugOf(section)}`} aria-labelledby={`heading-${slugOf(section)}`}>
    <h2 id={`heading-${slugOf(section)}`} tabIndex={-1}>
      {section.section}
    </h2>
    <Passage section={section} />
    {section.answers.length > 0 && (
      <details class="answers">
        <summary>
          {section.answers.length === 1 ? 'The question' : `${section.answers.length} questions`} this section answers
          <span class="unseen">: {section.section}</span>
        </summary>
        <ul>
          {section.answers.map(question => (
            <li key={question}>
              <a href={linkTo('ask', '', { q: question })}>{question}</a>
            </li>
          ))}
        </ul>
      </details>
    )}
  </section>
);

const Contents = ({ view }: { view: GuideView }) => {
  const [filter, setFilter] = useState('');
  const wanted = filter.trim().toLowerCase();
  const shown = view.sections.filter(section => section.section.toLowerCase().includes(wanted));
  return (
    <nav class="contents" aria-label="Sections of this guide">
      <label class="field">
        <span>{view.sections.length} sections</span>
        <input
          type="search"
          placeholder="Find a heading"
          autocomplete="off"
          value={filter}
          onInput={event => setFilter(event.currentTarget.value)}
        />
      </label>
      <ol>
        {shown.map(section => (
          <li key={section.passage}>
            <a href={linkTo('library', view.guide.id, { section: slugOf(section) })}>{section.section}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
};

const Loaded = ({ view, wanted }: { view: GuideView; wanted: string | undefined }) => {
  const { guide } = view;
  useTitle(guide.title);
  useEffect(() => {
    if (!wanted) return;
    const heading = document.getElementById(`heading-${wanted}`);
    heading?.focus({ preventScroll: true });
    document.getElementById(`section-${wanted}`)?.scrollIntoView({ block: 'start' });
  }, [wanted]);
  return (
    <>
      <header class="page-head">
        <h1 tabIndex={-1}>{guide.title}</h1>
        <p>
          {publisherOf(guide.publisher)}
          {guide.author && `, ${guide.author}`}
        </p>
        <p class="guide-age">
          Age of the data: {guideAge(guide)}. Retrieved {guide.retrieved}.
        </p>
        {guide.notes && <p class="guide-age">{guide.notes}</p>}
        {guide.url && (
          <p class="guide-age">
            <a href={guide.url} target="_blank" rel="noreferrer noopener">
              The original<span class="unseen"> (opens a new tab)</span>
            </a>
          </p>
        )}
      </header>
      <div class="reader">
        <Contents view={view} />
        <div class="sections">
          {view.sections.map(section => (
            <Section key={section.passage} section={section} />
          ))}
        </div>
      </div>
    </>
  );
};

/** One guide, whole: its sections in order, and the questions that each answers. */
export const GuideReader = ({ id, wanted }: { id: string; wanted: string | undefined }) => {
  const view = useLoad(`guide ${id}`, () => getGuide(id));
  return (
    <div class="library-page">
      <a class="quiet back-to-shelf" href={linkTo('library')}>
        <Icon name="back" size={18} /> All guides
      </a>
      {view.state !== 'loaded' && (
        <h1 class="unseen" tabIndex={-1}>
          A guide
        </h1>
      )}
      {view.state === 'loading' && <Loading what="Opening the guide" />}
      {view.state === 'failed' && <Failed message={view.message} retry={view.retry} />}
      {view.state === 'loaded' && <Loaded view={view.value} wanted={wanted} />}
    </div>
  );
};
