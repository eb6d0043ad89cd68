import { useState } from 'preact/hooks';
import { Icon, type IconName } from '../parts/icon.js';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

/** `public/theme.js` reads the same name before the first paint. */
const storageKey = 'nextrung-theme';

const names: Readonly<Record<Theme, { readonly label: string; readonly icon: IconName }>> = {
  system: { label: 'Theme: as the system', icon: 'system' },
  light: { label: 'Theme: light', icon: 'sun' },
  dark: { label: 'Theme: dark', icon: 'moon' },
};

const chosenTheme = (): Theme => {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
};

const choose = (theme: Theme): void => {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
};

/** Goes round system, light and dark. */
export const ThemeSwitch = () => {
  const [theme, setTheme] = useState(chosenTheme);
  const { label, icon } = names[theme];
  const next = (): void => {
    const following = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
    choose(following);
    setTheme(following);
  };
  return (
    <button type="button" class="quiet round" onClick={next} aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  );
};
