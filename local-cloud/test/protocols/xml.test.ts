import { children, toXml } from '../../src/protocols/xml.ts';

describe('toXml', () => {
  it.each([
    ['markup', '<a href="x">&amp;</a>', '&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;'],
    ['the end of a CDATA section', ']]>', ']]&gt;'],
    ['a carriage return, which a parser would turn into a line feed', 'a\r\nb', 'a&#13;\nb'],
    ['what needs no escape', "it's 日本語 👩‍👩‍👧\t", "it's 日本語 👩‍👩‍👧\t"],
  ])('escapes %s', (_, text, expected) => {
    expect(toXml('V', text)).toBe(`<V>${expected}</V>`);
  });

  it('replaces what XML cannot write, where S3 refers to it', () => {
    const text = 'a\u0000\u001b[31mred\ufffe\t\n';
    expect(toXml('V', text)).toBe('<V>a\ufffd\ufffd[31mred\ufffd\t\n</V>');
    expect(toXml('V', text, 'flattened')).toBe('<V>a&#x0;&#x1b;[31mred&#xfffe;\t\n</V>');
  });

  it.each([
    ['a number', 0, '<V>0</V>'],
    ['false', false, '<V>false</V>'],
    ['an empty text', '', '<V></V>'],
    ['a date', new Date(1_700_000_000_123), '<V>2023-11-14T22:13:20.123Z</V>'],
    ['an empty record', {}, '<V></V>'],
    ['an empty list', [], '<V></V>'],
    ['undefined', undefined, ''],
    ['null', null, ''],
  ])('writes %s', (_, value, expected) => {
    expect(toXml('V', value)).toBe(expected);
  });

  it('wraps entries in <member>, or repeats the list as S3 does', () => {
    const value = { Tags: [{ Key: 'a' }, { Key: 'b' }], None: [] };
    expect(toXml('R', value)).toBe(
      '<R><Tags><member><Key>a</Key></member><member><Key>b</Key></member></Tags><None></None></R>',
    );
    expect(toXml('R', value, 'flattened')).toBe('<R><Tags><Key>a</Key></Tags><Tags><Key>b</Key></Tags></R>');
  });

  it('leaves out members that are undefined, and keeps the order of the others', () => {
    expect(children({ B: 1, X: undefined, A: 2 })).toBe('<B>1</B><A>2</A>');
  });
});
