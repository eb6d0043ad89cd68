import type { LocalSlack } from './local-slack.js';
import type { Product } from './run-product.js';
import type { Team } from './world.js';

/** Cookies that a response sets, as a browser sends them back; ours runs without TLS, so that `Secure` is not looked at. */
const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ');

/** The page where an officer agrees, by a redirect or by the link on the page. */
const authorizeUrl = async (response: Response): Promise<string> =>
  response.headers.get('location') ??
  /href="([^"]*client_id[^"]*)"/.exec(await response.text())?.[1]?.replaceAll('&amp;', '&') ??
  '';

/** Opens the install page in a browser and agrees; gives what the officer sees at the end. */
export const install = async (slack: LocalSlack, product: Product, team: Team): Promise<Response> => {
  slack.installInto(team, `${product.url}/slack/oauth_redirect`);
  const page = await fetch(`${product.url}/slack/install`, { redirect: 'manual' });
  const asked = await authorizeUrl(page);
  const agreed = await fetch(asked, { redirect: 'manual' });
  return fetch(agreed.headers.get('location') ?? '', { redirect: 'manual', headers: { cookie: cookiesOf(page) } });
};
