import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** As in ladder.css: from this width on a role opens beside the ladder. */
const besideFrom = '(min-width: 60rem)';

/**
 * Opens a role beside the rung that was pressed, wherever on the ladder that is: the side column begins where the reader looks, and is read
 * on with the page. Nothing scrolls by itself, nor within itself.
 */
export const useOpenedInView = (layout: RefObject<HTMLElement | null>, role: string): void => {
  useLayoutEffect(() => {
    const place = layout.current;
    if (!place) return;
    const heading = role ? place.querySelector('#role-heading') : null;
    if (!heading || !matchMedia(besideFrom).matches) {
      place.style.removeProperty('--beside-from');
      return;
    }
    const { top } = heading.getBoundingClientRect();
    const bar = document.querySelector('.bar')?.getBoundingClientRect().bottom ?? 0;
    if (top > bar && top < innerHeight / 2) return;
    place.style.setProperty('--beside-from', `${Math.max(0, bar + 24 - place.getBoundingClientRect().top)}px`);
  }, [role]);
};
