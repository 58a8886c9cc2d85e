import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { counted, LANGUAGES, message, MESSAGES, preferred, type Key } from './messages';

const SOURCES = 'src';
/** The same in every language: a name, or nothing but values. */
const NAMES: ReadonlySet<string> = new Set(['app.name']);
const WRITTEN_IN: Readonly<Record<string, RegExp>> = { zh: /\p{Script=Han}/u, ko: /\p{Script=Hangul}/u };

const keys = Object.keys(MESSAGES.en) as Key[];
const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted();

describe('the messages', () => {
  it('are in every language the same ones', () => {
    for (const [language] of LANGUAGES) {
      expect(Object.keys(MESSAGES[language])).toEqual(keys);
    }
  });

  it('are translated, with the same values in them', () => {
    for (const [language, script] of Object.entries(WRITTEN_IN)) {
      for (const key of keys.filter((name) => !NAMES.has(name))) {
        const text = MESSAGES[language as 'zh' | 'ko'][key];
        expect(text, `${language} ${key}`).toMatch(script);
        expect(holes(text), `${language} ${key}`).toEqual(holes(MESSAGES.en[key]));
      }
    }
  });

  it('are all there is to read: no component has words of its own, and none is unused', () => {
    const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
      .map((file) => [file, readFileSync(join(SOURCES, file), 'utf8')] as const);
    for (const [file, text] of files.filter(([name]) => name.endsWith('.tsx'))) {
      expect(text.match(/>[ \n]*\p{L}{2,}[\p{L} .,]*<\//gu) ?? [], file).toEqual([]);
      expect(text.match(/(aria-label|title|placeholder|alt)="[^"]*\p{L}/gu) ?? [], file).toEqual([]);
    }
    const all = files.map(([, text]) => text).join('\n');
    const unused = keys.filter((key) => {
      const stem = key.replace(/\.(one|other)$/, '');
      const family = `${stem.split('.')[0] ?? ''}.\${`;
      return !all.includes(`'${key}'`) && !all.includes(`'${stem}'`) && !all.includes(`\`${family}`);
    });
    expect(unused).toEqual([]);
  });
});

describe('the language', () => {
  it('is the first that the browser asks for and that there is', () => {
    expect(preferred(['fr-FR', 'ko-KR', 'zh'])).toBe('ko');
    expect(preferred(['zh-Hant-TW'])).toBe('zh');
    expect(preferred(['fr'])).toBe('en');
    expect(preferred([])).toBe('en');
  });

  it('has its own way to count', () => {
    expect(counted('en', 'flows.now', 1)).toBe('1 caller now');
    expect(counted('en', 'flows.now', 1200)).toBe('1,200 callers now');
    expect(counted('zh', 'flows.now', 1)).toBe('现有 1 位来电者');
  });

  it('leaves a value that is not given as it is', () => {
    expect(message('en', 'flow.release', {})).toBe('Release {n}');
  });
});
