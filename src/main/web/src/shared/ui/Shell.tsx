import type { ReactNode } from 'react';
import { Link } from '../../routes';
import { useSpeech } from '../i18n/LanguageProvider';
import { LanguageChoice } from './LanguageChoice';
import { Shortcuts } from './Shortcuts';

/**
 * What is around every page. Sign-in brings the one who is signed in to the end of the bar
 * (`src/staff`), and each new feature a link beside the flows.
 */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useSpeech();
  return (
    <>
      <a className="skip" href="#content" onClick={toContent}>
        {t('app.skip')}
      </a>
      <header className="bar">
        <Link className="brand" href="/flows">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          <span className="brand-name">{t('app.name')}</span>
          <span className="brand-more">{t('app.tagline')}</span>
        </Link>
        <nav aria-label={t('app.sections')}>
          <Link className="section" href="/flows" aria-current="page">
            {t('flows.title')}
          </Link>
        </nav>
        <div className="bar-end">
          <LanguageChoice />
          <Shortcuts />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

/** By hand: the hash of the address is a step's. */
function toContent(event: { preventDefault: () => void }) {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
