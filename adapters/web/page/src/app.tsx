import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { AskPage } from './chat/ask-page.js';
import { Announcer } from './parts/announcer.js';
import { Failed, Loading } from './parts/states.js';
import { Header } from './shell/header.js';
import { IndexNotice } from './shell/index-notice.js';
import { type PageName, type Route, useRoute } from './shell/route.js';
import { SignIn } from './shell/sign-in.js';
import { SourcePanel } from './shell/source-panel.js';

type Page = ComponentType<{ route: Route }>;

/** Everything but the conversation is loaded when it is first opened. */
const laterPages: Readonly<Record<Exclude<PageName, 'ask'>, () => Promise<Page>>> = {
  pay: async () => (await import('./pay/pay-page.js')).PayPage,
  ladder: async () => (await import('./ladder/ladder-page.js')).LadderPage,
  compare: async () => (await import('./compare/compare-page.js')).ComparePage,
  library: async () => (await import('./library/library-page.js')).LibraryPage,
};

const usePage = (name: PageName): Page | 'loading' | 'failed' => {
  const [loaded, setLoaded] = useState<{ readonly name: PageName; readonly page: Page | 'failed' }>();
  useEffect(() => {
    if (name === 'ask') return;
    laterPages[name]().then(
      page => setLoaded({ name, page }),
      () => setLoaded({ name, page: 'failed' }),
    );
  }, [name]);
  if (name === 'ask') return AskPage;
  return loaded?.name === name ? loaded.page : 'loading';
};

export const App = () => {
  const route = useRoute();
  const Shown = usePage(route.page);
  const main = useRef<HTMLElement>(null);
  const before = useRef(route.page);

  // Whoever goes to another page by keyboard or screen reader begins at its heading; on arrival the browser's own order stands.
  useEffect(() => {
    if (before.current === route.page || Shown === 'loading') return;
    before.current = route.page;
    scrollTo(0, 0);
    main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [route.page, Shown]);

  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <Header page={route.page} />
      <IndexNotice />
      <main id="main" ref={main} tabIndex={-1} class={`page page-${route.page}`}>
        {Shown === 'loading' && <Loading what="One moment" />}
        {Shown === 'failed' && <Failed message="This page could not be loaded." retry={() => location.reload()} />}
        {typeof Shown === 'function' && <Shown route={route} />}
      </main>
      <SourcePanel page={route.page} />
      <SignIn />
      <Announcer />
    </>
  );
};
