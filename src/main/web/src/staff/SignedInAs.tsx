import { useSpeech } from '../shared/i18n/LanguageProvider';
import { useSession } from './Session';

/** At the end of the bar: who is signed in, and the way out. */
export function SignedInAs() {
  const { t } = useSpeech();
  const { who, signOut } = useSession();
  if (!who) {
    return null;
  }
  return (
    <>
      <span className="signed-in" title={who.person.signInName}>
        {who.person.name}
      </span>
      <button type="button" className="button" onClick={signOut}>
        {t('signin.out')}
      </button>
    </>
  );
}
