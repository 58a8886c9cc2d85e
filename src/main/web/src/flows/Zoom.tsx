import { useCallback, useEffect, useMemo, useState, type RefCallback } from 'react';
import { useSpeech } from '../shared/i18n/LanguageProvider';
import { useKeys } from '../shared/ui/useKeys';

export interface Zoom {
  readonly scale: number;
  readonly frame: RefCallback<HTMLElement>;
  readonly set: (change: 'smaller' | 'larger' | 'fit') => void;
}

const STEP = 1.2;
/** Below it nobody can read the words: one scrolls instead. */
const LEAST = 0.55;
const MOST = 2;

/** How large a picture is shown: as its frame has room, until somebody wants it otherwise. */
export function useZoom(width: number): Zoom {
  const [room, setRoom] = useState(0);
  const [chosen, setChosen] = useState<number>();
  const frame = useCallback((element: HTMLElement | null) => {
    if (!element) {
      return;
    }
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const fitting = width > 0 && room > 0 ? Math.min(1, Math.max(LEAST, room / width)) : 1;
  const scale = chosen ?? fitting;
  const set = useCallback(
    (change: 'smaller' | 'larger' | 'fit') =>
      setChosen((before) => {
        const now = before ?? fitting;
        const next = change === 'larger' ? now * STEP : now / STEP;
        return change === 'fit' ? undefined : Math.min(MOST, Math.max(LEAST / 2, next));
      }),
    [fitting],
  );
  return { scale, frame, set };
}

export function ZoomButtons({ set }: Pick<Zoom, 'set'>) {
  const { t } = useSpeech();
  const keys = useMemo(
    () => ({ '-': () => set('smaller'), '+': () => set('larger'), '=': () => set('larger'), '0': () => set('fit') }),
    [set],
  );
  useKeys(keys);
  useEffect(() => () => set('fit'), [set]);
  return (
    <div className="zoom" role="group" aria-label={t('picture.zoom')}>
      <button type="button" className="button square" aria-label={t('picture.smaller')} onClick={() => set('smaller')}>
        {'−'}
      </button>
      <button type="button" className="button" onClick={() => set('fit')}>
        {t('picture.fit')}
      </button>
      <button type="button" className="button square" aria-label={t('picture.larger')} onClick={() => set('larger')}>
        {'+'}
      </button>
    </div>
  );
}
