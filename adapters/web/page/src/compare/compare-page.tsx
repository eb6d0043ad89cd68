import type { Route } from '../shell/route.js';

export const ComparePage = (_: { route: Route }) => <h1 tabIndex={-1}>Compare</h1>;
