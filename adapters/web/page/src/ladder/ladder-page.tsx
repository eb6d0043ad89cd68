import type { Route } from '../shell/route.js';

export const LadderPage = (_: { route: Route }) => <h1 tabIndex={-1}>Ladder</h1>;
