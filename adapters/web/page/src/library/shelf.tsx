import { useEffect, useState } from 'preact/hooks';
import { publisherOf } from '../../../../describe-source.js';
import type { GuideSummary, SearchView } from '../../../contract.js';
import { getPack, RequestError, searchLibrary, unreachable } from '../api/client.js';
import { useLoad } from '../api/use-load.js';
import { useAnnounce } from '../parts/announcer.js';
import { guideAge } from '../parts/guide-words.js';
import { Icon } from '../parts/icon.js';
import { Failed, Loading } from '../parts/states.js';
import { go, linkTo } from '../shell/route.js';
import { useTitle } from '../shell/use-title.js';

const pauseMs = 220;

type Found = { readonly words: string; readonly results: SearchView['results']; readonly problem?: string };

/** Searches a moment after the last key, and drops answers that are no longer asked for. */
const useSearch = (words: string): Found | undefined => {
  const [found, setFound] = useState<Found>();
  useEffect(() => {
    if (!words) {
      setFound(undefined);
      return;
    }
    const control = new AbortController();
    const timer = setTimeout(() => {
      searchLibrary(words, control.signal).then(
        ({ results }) => setFound({ words, results }),
        error => {
          if (control.signal.aborted) return;
          setFound({ words, results: [], problem: error instanceof RequestError ? error.message : unreachable });
        },
      );
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [words]);
  return words ? found : undefined;
};

/** What a search has come to, in a line. */
const outcomeOf = ({ words, results, problem }: Found): string => {
  if (problem) return problem;
  if (results.length === 0) return `Nothing on "${words}" in the guides.`;
  return `${results.length === 1 ? '1 section' : `${results.length} sections`} on "${words}", best first`;
};

const Results = ({ found }: { found: Found }) => (
  <section class="results" aria-label="What was found">
    <p class="label">{outcomeOf(found)}</p>
    <ul>
      {found.results.map(result => (
        <li key={result.passage}>
          <a class="result" href={linkTo('library', result.guide, { section: result.passage.split('#')[1] })}>
            <span class="result-section">{result.section}</span>
            <span class="result-excerpt">{result.excerpt}</span>
            <span class="result-guide">{result.title}</span>
          </a>
        </li>
      ))}
    </ul>
  </section>
);

const GuideCard = ({ guide }: { guide: GuideSummary }) => (
  <li class="guide-card">
    <h2>
      <a href={linkTo('library', guide.id)}>{guide.title}</a>
    </h2>
    <p class="guide-publisher">{publisherOf(guide.publisher)}</p>
    <dl>
      <div>
        <dt>Age of the data</dt>
        <dd>{guideAge(guide)}</dd>
      </div>
      <div>
        <dt>Covers</dt>
        <dd>
          {guide.region}, {guide.sections} sections
        </dd>
      </div>
    </dl>
    {guide.notes && <p class="guide-notes">{guide.notes}</p>}
  </li>
);

/** All guides with what is known of them, and a search over every section. */
export const Shelf = ({ query }: { query: string }) => {
  useTitle('Library');
  const pack = useLoad('pack', getPack);
  const [words, setWords] = useState(query);
  const found = useSearch(words.trim());
  useAnnounce(found ? outcomeOf(found) : '');
  const type = (text: string): void => {
    setWords(text);
    go(linkTo('library', '', { q: text.trim() }), true);
  };
  return (
    <div class="library-page">
      <header class="page-head">
        <h1 tabIndex={-1}>The library</h1>
        <p>Everything the coach says comes from these guides. Read them as they are.</p>
      </header>
      <search class="search">
        <label class="unseen" for="library-search">
          Search the guides
        </label>
        <Icon name="search" />
        <input
          id="library-search"
          type="search"
          placeholder="Search every section"
          autocomplete="off"
          value={words}
          onInput={event => type(event.currentTarget.value)}
        />
      </search>
      {found && <Results found={found} />}
      {pack.state === 'loading' && <Loading what="Fetching the guides" />}
      {pack.state === 'failed' && <Failed message={pack.message} retry={pack.retry} />}
      {pack.state === 'loaded' && !words.trim() && (
        <ul class="shelf">
          {pack.value.guides.map(guide => (
            <GuideCard key={guide.id} guide={guide} />
          ))}
        </ul>
      )}
    </div>
  );
};
