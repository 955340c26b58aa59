import { elementsOf, escapeXml } from '../../src/protocols/xml.ts';

describe('XML', () => {
  it.each([
    ['markup', '<a href="x">&amp;</a>', '&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;'],
    ['the end of a CDATA section', ']]>', ']]&gt;'],
    ['a carriage return, which a parser would turn into a line feed', 'a\r\nb', 'a&#13;\nb'],
    ['what needs no escape', "it's 日本語 👩‍👩‍👧\t", "it's 日本語 👩‍👩‍👧\t"],
  ])('escapes %s', (_, text, expected) => {
    expect(escapeXml(text, 'replaced')).toBe(expected);
  });

  it('replaces what it cannot write, where S3 refers to it', () => {
    const text = 'a\u0000\u001b[31mred\ufffe\t\n';
    expect(escapeXml(text, 'replaced')).toBe('a\ufffd\ufffd[31mred\ufffd\t\n');
    expect(escapeXml(text, 'referred to')).toBe('a&#x0;&#x1b;[31mred&#xfffe;\t\n');
  });

  it('leaves out members of an error that are undefined, and keeps the order of the others', () => {
    const members = { B: 1, X: undefined, A: false, C: '', D: '<' };
    expect(elementsOf(members, 'replaced')).toBe('<B>1</B><A>false</A><C></C><D>&lt;</D>');
  });
});
