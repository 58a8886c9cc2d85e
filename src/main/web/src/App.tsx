import { CSPProvider } from '@base-ui/react/csp-provider';
import { FlowsPage } from './flows/FlowsPage';
import { RightsPage } from './rights/RightsPage';
import { usePlace, type Place } from './routes';
import { LanguageProvider, useSpeech } from './shared/i18n/LanguageProvider';
import { Nowhere } from './shared/ui/Nowhere';
import { Shell } from './shared/ui/Shell';
import { Failure, Loading } from './shared/ui/States';
import { EnrolPage } from './staff/EnrolPage';
import { PeoplePage } from './staff/PeoplePage';
import { SessionProvider, useSession } from './staff/Session';
import { SignInPage } from './staff/SignInPage';

/** The page that the address names, inside of what all pages share. */
export function App() {
  const place = usePlace();
  return (
    <CSPProvider disableStyleElements>
      <LanguageProvider>
        <SessionProvider>
          <Shell place={place}>{place.page === 'enrol' ? <EnrolPage /> : <SignedIn place={place} />}</Shell>
        </SessionProvider>
      </LanguageProvider>
    </CSPProvider>
  );
}

function SignedIn({ place }: { readonly place: Place }) {
  const { t } = useSpeech();
  const { who, out, failed, look } = useSession();
  if (out) {
    return <SignInPage />;
  }
  if (!who) {
    return (
      <div className="alone">
        <h1>{t('app.name')}</h1>
        {failed ? <Failure failed={failed} again={look} /> : <Loading />}
      </div>
    );
  }
  switch (place.page) {
    case 'flows':
      return <FlowsPage place={place} />;
    case 'people':
      return <PeoplePage />;
    case 'rights':
      return <RightsPage />;
    case 'enrol':
      return <EnrolPage />;
    case 'unknown':
      return <Nowhere path={place.path} />;
  }
}
