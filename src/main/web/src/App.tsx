import { CSPProvider } from '@base-ui/react/csp-provider';
import { FlowsPage } from './flows/FlowsPage';
import { usePlace } from './routes';
import { LanguageProvider } from './shared/i18n/LanguageProvider';
import { Nowhere } from './shared/ui/Nowhere';
import { Shell } from './shared/ui/Shell';

/** The page that the address names, inside of what all pages share. */
export function App() {
  const place = usePlace();
  return (
    <CSPProvider disableStyleElements>
      <LanguageProvider>
        <Shell>{place.page === 'flows' ? <FlowsPage place={place} /> : <Nowhere path={place.path} />}</Shell>
      </LanguageProvider>
    </CSPProvider>
  );
}
