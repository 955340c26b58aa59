import { readJsonText } from '../src/json-text.ts';

const read = (text: string): string => readJsonText(Buffer.from(text));

describe('readJsonText', () => {
  it.each([
    ['{"a":1,"b":[true,null]}', { a: 1, b: [true, null] }],
    ['{ "a" : "x  y" }', { a: 'x  y' }],
  ])('gives what JSON.stringify gives for %s', (text, value) => {
    expect(read(text)).toBe(JSON.stringify(value));
  });

  it('reads 400 KB of white space, escapes or nesting without a deep stack', () => {
    const size = 200 * 1024;
    expect(read(`[${' '.repeat(size)}]`)).toBe('[]');
    const escapes = `["${'\\"'.repeat(size)}"]`;
    expect(read(escapes)).toBe(escapes);
    const nested = '['.repeat(size) + ']'.repeat(size);
    expect(read(nested)).toBe(nested);
  });

  it('keeps white space that is none of JSON within strings', () => {
    expect(read('["\u00a0\u2028\ufeff"]')).toBe('["\u00a0\u2028\ufeff"]');
    expect(() => read('[\u00a0]')).toThrow('Request body is not valid JSON');
  });
});
