import { useEffect, useState } from 'preact/hooks';

const current = (): 'light' | 'dark' => {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
};

/** The theme that is shown, for pictures that the server draws. */
export const useTheme = (): 'light' | 'dark' => {
  const [theme, setTheme] = useState(current);
  useEffect(() => {
    const follow = (): void => setTheme(current());
    const system = matchMedia('(prefers-color-scheme: dark)');
    const chosen = new MutationObserver(follow);
    chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    system.addEventListener('change', follow);
    return () => {
      chosen.disconnect();
      system.removeEventListener('change', follow);
    };
  }, []);
  return theme;
};
