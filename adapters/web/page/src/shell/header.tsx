import { Icon } from '../parts/icon.js';
import { linkTo, type PageName } from './route.js';
import { ThemeSwitch } from './theme.js';

const links: readonly { readonly page: PageName; readonly label: string }[] = [
  { page: 'ask', label: 'Ask' },
  { page: 'pay', label: 'Pay' },
  { page: 'ladder', label: 'Ladder' },
  { page: 'compare', label: 'Compare' },
  { page: 'library', label: 'Library' },
];

const Logo = () => (
  <svg class="logo" width="28" height="28" viewBox="0 0 32 32" aria-hidden="true">
    <path class="logo-rails" d="M9.5 28V4M22.5 28V4M9.5 22.5h13M9.5 15.5h13" />
    <path class="logo-top" d="M9.5 8.5h13" />
  </svg>
);

/** The bar on top; on a phone its links stand at the bottom, within the thumb's reach. */
export const Header = ({ page }: { page: PageName }) => (
  <header class="bar">
    <a class="brand" href={linkTo('ask')} aria-label="NextRung, to the conversation">
      <Logo />
      <span>NextRung</span>
    </a>
    <nav class="tabs" aria-label="Pages">
      {links.map(link => (
        <a key={link.page} href={linkTo(link.page)} aria-current={link.page === page ? 'page' : undefined}>
          <Icon name={link.page} size={22} />
          <span>{link.label}</span>
        </a>
      ))}
    </nav>
    <ThemeSwitch />
  </header>
);
