import type { ComponentChildren } from 'preact';

/** A wide table scrolls by itself, and so must be reachable by keyboard. */
export const TableFrame = ({ label, children }: { label: string; children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: see above; a browser of Apple's would not reach it otherwise.
  <section class="table-frame" tabIndex={0} aria-label={label}>
    {children}
  </section>
);
