import { useCallback, useEffect, useState } from 'react';
import { ask, Failed } from './client';

export interface Answer<T> {
  /** The last that came; stays while later questions fail. */
  readonly data?: T;
  readonly failed?: Failed;
  /** When the last answer came. */
  readonly at?: Date;
  readonly again: () => void;
}

type Asked = (path: string, signal: AbortSignal) => Promise<unknown>;

const MOST_MS = 15_000;

/**
 * Asks, and asks again every `everyMs` while the page is looked at. A question that fails is asked
 * again too, less and less often.
 */
export function useAnswer<T>(path: string, everyMs?: number, how: Asked = ask): Answer<T> {
  const [state, setState] = useState<{ path: string; data?: T; failed?: Failed; at?: Date }>({ path });
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((before) => before + 1), []);

  useEffect(() => {
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;

    const next = () => {
      const wait = failures > 0 ? Math.min(MOST_MS, 2_000 * 2 ** (failures - 1)) : everyMs;
      if (wait !== undefined && !ending.signal.aborted) {
        timer = setTimeout(run, wait);
      }
    };
    const run = () => {
      if (document.hidden) {
        return; // asked again when somebody looks
      }
      how(path, ending.signal).then(
        (data) => {
          failures = 0;
          setState({ path, data: data as T, at: new Date() });
          next();
        },
        (failure: unknown) => {
          if (ending.signal.aborted) {
            return;
          }
          failures += 1;
          const failed = failure instanceof Failed ? failure : new Failed(0, String(failure));
          setState((before) => ({ ...(before.path === path ? before : { path }), failed }));
          next();
        },
      );
    };
    const looked = () => {
      if (!document.hidden) {
        clearTimeout(timer);
        run();
      }
    };
    run();
    document.addEventListener('visibilitychange', looked);
    return () => {
      ending.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', looked);
    };
  }, [path, everyMs, how, round]);

  // What was answered to another question is not shown for a moment either.
  const { path: _, ...shown } = state.path === path ? state : { path };
  return { ...shown, again };
}
