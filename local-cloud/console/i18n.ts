import { en, type Words } from './words/en.ts';
import { pt } from './words/pt.ts';

export type Language = 'en' | 'pt';
export type Word = keyof Words;

const WORDS: Readonly<Record<Language, Words>> = { en, pt };

let language: Language = 'en';

/** What the browser's user reads, of the two. */
export const preferredLanguage = (): Language =>
  navigator.languages
    .find((tag) => /^(en|pt)\b/i.test(tag))
    ?.toLowerCase()
    .startsWith('pt')
    ? 'pt'
    : 'en';

export function setLanguage(chosen: Language): void {
  language = chosen;
  document.documentElement.lang = chosen === 'pt' ? 'pt-BR' : 'en';
}

/** The words for something, with `{name}` replaced by what is given for it. */
export function t(word: Word, values: Readonly<Record<string, string | number>> = {}): string {
  return WORDS[language][word].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

const locale = () => (language === 'pt' ? 'pt-BR' : 'en');

export const number = (value: number): string => value.toLocaleString(locale());

export function bytes(size: number): string {
  if (size < 1024) return `${number(size)} B`;
  const [value, unit] = size < 2 ** 20 ? [size / 1024, 'KB'] : [size / 2 ** 20, 'MB'];
  return `${value.toLocaleString(locale(), { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`;
}

/** `0.42 ms`, `12 ms`, `1.3 s` */
export function duration(ms: number): string {
  const [value, unit] = ms < 1000 ? [ms, 'ms'] : [ms / 1000, 's'];
  return `${value.toLocaleString(locale(), { maximumFractionDigits: value < 10 ? (unit === 'ms' && value < 1 ? 2 : 1) : 0 })} ${unit}`;
}

/** The time of a day with milliseconds: `14:02:11.042` */
export function time(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

export const dateTime = (at: number | string | Date): string =>
  new Date(at).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'medium' });
