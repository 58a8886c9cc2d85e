import type { ReactNode } from 'react';
import { Link, type Place } from '../../routes';
import { useSession } from '../../staff/Session';
import { SignedInAs } from '../../staff/SignedInAs';
import { useSpeech } from '../i18n/LanguageProvider';
import { LanguageChoice } from './LanguageChoice';
import { Shortcuts } from './Shortcuts';

const SECTIONS = ['flows', 'people', 'rights'] as const;

/** What is around every page: each feature has a link, for those who are signed in. */
export function Shell({ place, children }: { readonly place: Place; readonly children: ReactNode }) {
  const { t } = useSpeech();
  const { who } = useSession();
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
          {who
            ? SECTIONS.map((section) => (
                <Link key={section} className="section" href={`/${section}`} aria-current={place.page === section ? 'page' : undefined}>
                  {t(`${section}.title`)}
                </Link>
              ))
            : null}
        </nav>
        <div className="bar-end">
          <SignedInAs />
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
