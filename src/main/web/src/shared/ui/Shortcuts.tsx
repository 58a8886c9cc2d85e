import { Dialog } from '@base-ui/react/dialog';
import { useMemo, useState } from 'react';
import { useSpeech } from '../i18n/LanguageProvider';
import type { Key } from '../i18n/messages';
import { useKeys } from './useKeys';

const SHORTCUTS: readonly (readonly [readonly string[], Key])[] = [
  [['?'], 'keys.help'],
  [['↑', '↓', '←', '→'], 'keys.walk'],
  [['Home', 'End'], 'keys.ends'],
  [['Esc'], 'keys.close'],
  [['[', ']'], 'keys.flows'],
  [['1', '2', '3'], 'keys.tabs'],
  [['-', '+', '0'], 'keys.zoom'],
];

/** The keys that do something, shown by `?`. */
export function Shortcuts() {
  const { t } = useSpeech();
  const [open, setOpen] = useState(false);
  useKeys(useMemo(() => ({ '?': () => setOpen(true) }), []));
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className="button square" aria-label={t('app.shortcuts')} aria-keyshortcuts="?">
        ?
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog">
          <Dialog.Title className="dialog-title">{t('app.shortcuts')}</Dialog.Title>
          <dl className="shortcuts">
            {SHORTCUTS.map(([keys, what]) => (
              <div key={what}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{t(what)}</dd>
              </div>
            ))}
          </dl>
          <Dialog.Close className="button">{t('app.close')}</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
