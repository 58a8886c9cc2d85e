import { createContext, use, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { ask, Failed, send, SIGNED_OUT } from '../shared/api/client';
import type { SessionView } from '../shared/api/contract';

/** Who sits here, as far as the core knows them. */
export interface Session {
  readonly who?: SessionView;
  /** Nobody is signed in: not the same as not knowing yet. */
  readonly out: boolean;
  readonly failed?: Failed;
  /** Asks the core anew. */
  readonly look: () => void;
  readonly signOut: () => void;
}

/** A core that is away is asked again this often. */
const AGAIN_MS = 3_000;

const Context = createContext<Session>({ out: false, look: () => {}, signOut: () => {} });

export function useSession(): Session {
  return use(Context);
}

export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [known, setKnown] = useState<{ who?: SessionView; out: boolean; failed?: Failed }>({ out: false });
  const [round, setRound] = useState(0);
  const look = useCallback(() => setRound((before) => before + 1), []);

  useEffect(() => {
    const leaving = new AbortController();
    ask<SessionView>('/v1/session', leaving.signal)
      .then((who) => setKnown({ who, out: false }))
      .catch((failure: unknown) => {
        if (!leaving.signal.aborted) {
          const failed = failure instanceof Failed ? failure : new Failed(0, String(failure));
          setKnown(failed.status === 401 ? { out: true } : { out: false, failed });
        }
      });
    return () => leaving.abort();
  }, [round]);

  useEffect(() => {
    const later = known.failed ? setTimeout(look, AGAIN_MS) : undefined;
    return () => clearTimeout(later);
  }, [known.failed, look]);

  useEffect(() => {
    const gone = () => setKnown({ out: true });
    addEventListener(SIGNED_OUT, gone);
    return () => removeEventListener(SIGNED_OUT, gone);
  }, []);

  const session = useMemo(() => {
    const signOut = () => {
      send('DELETE', '/v1/session')
        .catch(() => {}) // over already, or the core is away: then it is asked again
        .finally(look);
    };
    return { ...known, look, signOut };
  }, [known, look]);
  return <Context value={session}>{children}</Context>;
}
