import { validation } from '../errors.ts';
import { compareNumbers, readNumber } from './number.ts';
import { compareBinaries, compareStrings } from './order.ts';
import { readBinary, readText, unexpectedField } from './wire.ts';

const invalid = (what: string) => validation(`One or more parameter values were invalid: ${what}`);

/** A set's elements, checked, in canonical order; the same array where it was so. @throws AwsError */
export const readStringSet = (content: unknown): string[] =>
  readSet(content, {
    read: readText,
    compare: compareStrings,
    empty: 'An string set  may not be empty',
    nullMember: 'An string set may not have a null string as a member',
    duplicates: (elements) => invalid(`Input collection [${elements.join(', ')}] contains duplicates.`),
  });

export const readNumberSet = (content: unknown): string[] =>
  readSet(content, {
    read: (element) => readNumber(readText(element)),
    compare: compareNumbers,
    empty: 'An number set  may not be empty',
    nullMember: 'An number set may not have a null number as a member',
    duplicates: () => validation('Input collection contains duplicates'),
  });

export const readBinarySet = (content: unknown): string[] =>
  readSet(content, {
    read: readBinary,
    compare: compareBinaries,
    empty: 'Binary sets should not be empty',
    nullMember: 'Binary sets may not contain null binaries',
    duplicates: (elements) =>
      invalid(`Input collection [${elements.join(', ')}]of type BS contains duplicates.`),
  });

interface SetOf {
  read(element: unknown): string;
  compare(a: string, b: string): number;
  empty: string;
  nullMember: string;
  duplicates(elements: string[]): Error;
}

function readSet(content: unknown, set: SetOf): string[] {
  if (!Array.isArray(content)) throw unexpectedField(content);
  if (content.length === 0) throw invalid(set.empty);
  const elements = content.map((element) => {
    if (element === null) throw invalid(set.nullMember);
    return set.read(element);
  });
  const sorted = elements.toSorted(set.compare);
  if (sorted.some((element, index) => index > 0 && element === sorted[index - 1])) {
    throw set.duplicates(elements);
  }
  return sorted.every((element, index) => element === content[index]) ? content : sorted;
}

/** Both canonical sets' elements, in canonical order. */
export function union(type: 'SS' | 'NS' | 'BS', a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])].sort(COMPARE[type]);
}

/** What the first canonical set has and the second has not. */
export function difference(a: readonly string[], b: readonly string[]): string[] {
  const gone = new Set(b);
  return a.filter((element) => !gone.has(element));
}

const COMPARE = { SS: compareStrings, NS: compareNumbers, BS: compareBinaries };
