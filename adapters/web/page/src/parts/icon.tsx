/** Line icons on a 24 by 24 grid, drawn for this page. */
const paths = {
  ask: 'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z',
  pay: 'M5 20V11M12 20V4M19 20v-6',
  ladder: 'M7 3v18M17 3v18M7 7h10M7 12h10M7 17h10',
  compare: 'M12 4v16M5 8h3M5 12h3M5 16h3M16 8h3M16 12h3M16 16h3',
  library: 'M5 4.5h5.5A1.5 1.5 0 0 1 12 6v14a2 2 0 0 0-2-2H5zM19 4.5h-5.5A1.5 1.5 0 0 0 12 6v14a2 2 0 0 1 2-2h5z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  moon: 'M20 14.2A8 8 0 0 1 9.8 4 8 8 0 1 0 20 14.2z',
  system: 'M4 5h16v11H4zM9 20h6M12 16v4',
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M7 7h10v10H7z',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1',
  up: 'M8 11v9H4.5v-9zM8 11l4-7.5c1.7 0 2.5 1.3 2.2 2.7L13.5 9.5H18a2 2 0 0 1 2 2.4l-1.2 6.3A2.2 2.2 0 0 1 16.6 20H8',
  down: 'M16 13V4h3.5v9zM16 13l-4 7.5c-1.7 0-2.5-1.3-2.2-2.7l.7-3.3H6a2 2 0 0 1-2-2.4l1.2-6.3A2.2 2.2 0 0 1 7.4 4H16',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  search: 'M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M16 16l4.5 4.5',
  back: 'M19 12H5M11 6l-6 6 6 6',
  swap: 'M7 4v16M7 4L3.5 7.5M7 4l3.5 3.5M17 20V4M17 20l-3.5-3.5M17 20l3.5-3.5',
  anew: 'M12 5v14M5 12h14',
  fresh: 'M20 11a8 8 0 1 0-2.3 6.3M20 5v6h-6',
} as const;

export type IconName = keyof typeof paths;

/** Decoration beside words: hidden from screen readers, so the words must say it all. */
export const Icon = ({ name, size = 20 }: { name: IconName; size?: number }) => (
  <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
