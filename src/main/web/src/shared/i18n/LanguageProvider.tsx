import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { counted, LANGUAGES, message, preferred, type Counted, type Key, type Language, type Values } from './messages';

/** What a component needs to speak. */
export interface Speech {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly t: (key: Key, values?: Values) => string;
  readonly count: (stem: Counted, n: number) => string;
  readonly number: (n: number) => string;
  readonly time: (at: Date | string, style: 'moment' | 'clock') => string;
}

const KEPT = 'earshot.language';

const Context = createContext<Speech | null>(null);

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => preferred([chosen() ?? '', ...navigator.languages]));
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speech = useMemo(
    () =>
      speechIn(language, (next) => {
        localStorage.setItem(KEPT, next);
        setLanguage(next);
      }),
    [language],
  );
  return <Context value={speech}>{children}</Context>;
}

export function useSpeech(): Speech {
  const speech = use(Context);
  if (!speech) {
    throw new Error('useSpeech is for components inside of LanguageProvider');
  }
  return speech;
}

function chosen(): string | undefined {
  const kept = localStorage.getItem(KEPT);
  return LANGUAGES.find(([code]) => code === kept)?.[0];
}

function speechIn(language: Language, setLanguage: (language: Language) => void): Speech {
  const numbers = new Intl.NumberFormat(language);
  const moments = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const clocks = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  return {
    language,
    setLanguage,
    t: (key, values) => message(language, key, values),
    count: (stem, n) => counted(language, stem, n),
    number: (n) => numbers.format(n),
    time: (at, style) => (style === 'moment' ? moments : clocks).format(new Date(at)),
  };
}
