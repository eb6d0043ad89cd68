import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Figure } from './chart-picture.js';

/** A figure to show beside its bar. */
export type Tip = { readonly figure: Figure; readonly bar: Element };

const gap = 6;
const edge = 4;
const within = (value: number, most: number): number => Math.max(edge, Math.min(value, most - edge));

/** Narrower than this, a tip's words would stand in a column. */
const narrowest = 168;

/** Right of the bar's end, where no other bar is begun; where there is no room, below the bar, and at the foot of the picture above it. */
const placeBeside = (box: HTMLElement, bar: Element): void => {
  const frame = box.offsetParent?.getBoundingClientRect();
  if (!frame) return;
  const at = bar.getBoundingClientRect();
  const [left, right] = [at.left - frame.left, at.right - frame.left + gap];
  const room = frame.width - edge - right;
  const fits = room >= Math.min(narrowest, box.offsetWidth);
  // Its height, which follows from its width, is measured after.
  box.style.maxWidth = fits && room < box.offsetWidth ? `${room}px` : '';
  const [above, below] = [at.top - frame.top - gap - box.offsetHeight, at.bottom - frame.top + gap];
  const middle = (at.top + at.bottom - box.offsetHeight) / 2 - frame.top;
  const beneath = below + box.offsetHeight <= frame.height - edge ? below : above;
  box.style.left = `${fits ? right : within(left, frame.width - box.offsetWidth)}px`;
  box.style.top = `${fits ? within(middle, frame.height - box.offsetHeight) : beneath}px`;
};

type Props = { readonly tip: Tip; readonly hold: () => void; readonly letGo: () => void; readonly hide: () => void };

/** A bar's figure, its source and age, by the bar: one can go to it with the pointer, and Escape sends it away. */
export const TipBox = ({ tip, hold, letGo, hide }: Props) => {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current) placeBeside(box.current, tip.bar);
  }, [tip]);
  useEffect(() => {
    const hideOnEscape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') hide();
    };
    document.addEventListener('keydown', hideOnEscape);
    return () => document.removeEventListener('keydown', hideOnEscape);
  }, []);
  return (
    <div class="tip" ref={box} onPointerEnter={hold} onPointerLeave={letGo} aria-hidden="true">
      <strong>{tip.figure.text}</strong>
      <span>{tip.figure.label}</span>
      <span class="tip-source">{tip.figure.source}</span>
    </div>
  );
};
