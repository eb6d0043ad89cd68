import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

const step = 20;

/** An element's width in CSS pixels, rounded down to steps, so that a window being dragged does not ask for a hundred pictures. */
export const useWidth = (element: RefObject<Element | null>): number => {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!element.current) return;
    const measure = (pixels: number): void => setWidth(Math.max(280, Math.min(1600, Math.floor(pixels / step) * step)));
    measure(element.current.getBoundingClientRect().width);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new ResizeObserver(([entry]) => {
      clearTimeout(timer);
      timer = setTimeout(() => measure(entry?.contentRect.width ?? 0), 120);
    });
    observer.observe(element.current);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [element]);
  return width;
};
