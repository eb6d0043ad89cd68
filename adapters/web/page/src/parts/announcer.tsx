import { useEffect } from 'preact/hooks';
import { createStore, useStore } from '../api/store.js';

const said = createStore('');

/** Has a screen reader say a text whenever it changes, once it has finished what it says; nothing while it is empty. What no longer holds is taken back, so that it can be said again. */
export const useAnnounce = (text: string): void => {
  useEffect(() => {
    if (!text) return;
    said.set(text);
    return () => {
      if (said.get() === text) said.set('');
    };
  }, [text]);
};

/** The one place that announcements are read from. It is there, empty, before the first of them: one that came with its text would not be read. */
export const Announcer = () => (
  <p class="unseen" role="status">
    {useStore(said)}
  </p>
);
