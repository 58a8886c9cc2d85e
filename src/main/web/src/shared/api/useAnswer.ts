import { useCallback, useEffect, useState } from 'react';
import { ask, Failed } from './client';
import { keepAsking } from './keepAsking';

export interface Answer<T> {
  /** The last that came; stays while later questions fail. */
  readonly data?: T;
  readonly failed?: Failed;
  /** When the last answer came. */
  readonly at?: Date;
  readonly again: () => void;
}

type Asked = (path: string, signal: AbortSignal) => Promise<unknown>;

/**
 * Asks, and asks again every `everyMs` while the page is looked at. A question that fails is asked
 * again too, less and less often.
 */
export function useAnswer<T>(path: string, everyMs?: number, how: Asked = ask): Answer<T> {
  const [state, setState] = useState<{ path: string; data?: T; failed?: Failed; at?: Date }>({ path });
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((before) => before + 1), []);

  useEffect(() => {
    const question = async (signal: AbortSignal) => {
      try {
        const data = await how(path, signal);
        if (!signal.aborted) {
          setState({ path, data: data as T, at: new Date() });
        }
        return true;
      } catch (failure) {
        if (!signal.aborted) {
          const failed = failure instanceof Failed ? failure : new Failed(0, String(failure));
          setState((before) => ({ ...(before.path === path ? before : { path }), failed }));
        }
        return false;
      }
    };
    return keepAsking(question, everyMs, document);
  }, [path, everyMs, how, round]);

  // What was answered to another question is not shown for a moment either.
  const { path: _, ...shown } = state.path === path ? state : { path };
  return { ...shown, again };
}
