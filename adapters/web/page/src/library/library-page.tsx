import type { Route } from '../shell/route.js';

export const LibraryPage = (_: { route: Route }) => <h1 tabIndex={-1}>Library</h1>;
