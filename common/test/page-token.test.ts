import { pageTokens } from '../src/page-token.ts';

describe('pageTokens', () => {
  it.each(['a', 'é/👩‍👩‍👧', '\u0000', '%', 'x'.repeat(2048)])('reads the id %j back from its token', (id) => {
    const token = pageTokens('modulo1-local').encode(id);
    expect(token).toMatch(/^[\w-]+$/);
    expect(pageTokens('modulo1-local').decode(token)).toBe(id);
  });

  it('rejects a token of another table', () => {
    const token = pageTokens('modulo1-local').encode('a');
    expect(() => pageTokens('modulo2-local').decode(token)).toThrow('nextToken is unknown');
  });

  it('rejects a token without an id', () => {
    const token = pageTokens('modulo1-local').encode('');
    expect(() => pageTokens('modulo1-local').decode(token)).toThrow('nextToken is unknown');
  });
});
