import type { Route } from '../shell/route.js';

export const PayPage = (_: { route: Route }) => <h1 tabIndex={-1}>Pay</h1>;
