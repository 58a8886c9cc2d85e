import { Link } from '../../routes';
import { useSpeech } from '../i18n/LanguageProvider';

export function Nowhere({ path }: { readonly path: string }) {
  const { t } = useSpeech();
  return (
    <div className="alone">
      <h1>{t('nowhere.title')}</h1>
      <p>{t('nowhere.text', { path })}</p>
      <Link href="/flows">{t('flows.title')}</Link>
    </div>
  );
}
