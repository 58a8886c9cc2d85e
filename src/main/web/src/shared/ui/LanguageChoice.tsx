import { useSpeech } from '../i18n/LanguageProvider';
import { LANGUAGES, type Language } from '../i18n/messages';

/** Each language in its own words, so that one finds it whatever the page speaks. */
export function LanguageChoice() {
  const { language, setLanguage, t } = useSpeech();
  return (
    <select
      className="button"
      aria-label={t('app.language')}
      value={language}
      onChange={({ target }) => setLanguage(target.value as Language)}
    >
      {LANGUAGES.map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
