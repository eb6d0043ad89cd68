import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Tip } from './tip.js';

/** Long enough to go from a bar to its tip. */
const lingerMs = 250;

/** A tip that stays while its bar or the tip itself is pointed at, and a moment longer. */
export const useTip = () => {
  const [tip, setTip] = useState<Tip>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const acts = useMemo(() => {
    const hold = (): void => clearTimeout(timer.current);
    const hide = (): void => {
      hold();
      setTip(undefined);
    };
    const show = (next: Tip): void => {
      hold();
      setTip(next);
    };
    const letGo = (): void => {
      hold();
      timer.current = setTimeout(hide, lingerMs);
    };
    return { show, hold, hide, letGo };
  }, []);
  useEffect(() => acts.hold, []);
  return { tip, ...acts };
};
