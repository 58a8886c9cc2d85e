import { useEffect } from 'react';

const TYPED_INTO = 'input, textarea, select, [contenteditable], [role="listbox"], [role="dialog"]';

/** Calls what belongs to a key, unless somebody is typing or in a dialog. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const target = event.target;
      const typing = target instanceof Element && target.closest(TYPED_INTO) !== null;
      const act = keys[event.key];
      if (act && !typing && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        act();
      }
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [keys]);
}
