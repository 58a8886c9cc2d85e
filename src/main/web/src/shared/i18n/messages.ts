import en from './en.json';
import ko from './ko.json';
import zh from './zh.json';

export type Key = keyof typeof en;
export type Language = 'zh' | 'en' | 'ko';
export type Values = Readonly<Record<string, string | number>>;

/** In the order in which they are offered, each in its own words. */
export const LANGUAGES: readonly (readonly [Language, string])[] = [
  ['zh', '中文'],
  ['en', 'English'],
  ['ko', '한국어'],
];

export const MESSAGES: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { zh, en, ko };

/** Keys that differ by number: `….one` and `….other`. */
export type Counted = Key extends infer K ? (K extends `${infer Stem}.one` ? Stem : never) : never;

/** The first of what the browser asks for that there is; otherwise English. */
export function preferred(asked: readonly string[]): Language {
  for (const tag of asked) {
    const language = LANGUAGES.find(([code]) => tag.toLowerCase().split('-')[0] === code);
    if (language) {
      return language[0];
    }
  }
  return 'en';
}

export function message(language: Language, key: Key, values: Values = {}): string {
  return MESSAGES[language][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function counted(language: Language, stem: Counted, n: number): string {
  const form = new Intl.PluralRules(language).select(n) === 'one' ? 'one' : 'other';
  return message(language, `${stem}.${form}` as Key, { n: new Intl.NumberFormat(language).format(n) });
}
