import { parseForm } from '../../src/protocols/form.ts';

const parse = (form: string) => parseForm(new URLSearchParams(form));

describe('parseForm', () => {
  it('reads texts, structures and lists', () => {
    expect(
      parse(
        'StackName=a&Tags.member.1.Key=k&Tags.member.1.Value=v&Capabilities.member.1=CAPABILITY_IAM&Rollback.Time=5',
      ),
    ).toEqual({
      StackName: 'a',
      Tags: [{ Key: 'k', Value: 'v' }],
      Capabilities: ['CAPABILITY_IAM'],
      Rollback: { Time: '5' },
    });
  });

  it('orders entries by number, not by text nor by arrival, and closes gaps', () => {
    const form = [10, 2, 1, 30].map((number) => `Names.member.${number}=n${number}`).join('&');
    expect(parse(form)).toEqual({ Names: ['n1', 'n2', 'n10', 'n30'] });
  });

  it('reads lists in lists', () => {
    expect(parse('A.member.2.B.member.1=x&A.member.1.B.member.2=z&A.member.1.B.member.1=y')).toEqual({
      A: [{ B: ['y', 'z'] }, { B: ['x'] }],
    });
    expect(parse('A.member.1.member.1=x')).toEqual({ A: [['x']] });
  });

  it('keeps a member that is called member beside others', () => {
    expect(parse('A.member=x&A.other=y')).toEqual({ A: { member: 'x', other: 'y' } });
  });

  it('keeps an empty list as the empty text it came as', () => {
    expect(parse('Parameters=')).toEqual({ Parameters: '' });
  });

  it('decodes names and values', () => {
    expect(parse('A%2E1=a+b%26%3D%C3%A9%F0%9F%91%A9')).toEqual({ A: { 1: 'a b&=é👩' } });
  });

  it('takes the last of several texts of one name', () => {
    expect(parse('A=1&A=2')).toEqual({ A: '2' });
  });

  it('has names of Object.prototype as members like any other', () => {
    const parsed = parse('constructor=a&toString.valueOf=b&hasOwnProperty.member.1=c');
    expect(Object.entries(parsed)).toEqual([
      ['constructor', 'a'],
      ['toString', { valueOf: 'b' }],
      ['hasOwnProperty', ['c']],
    ]);
  });

  it.each([
    ['__proto__=1', '__proto__'],
    ['A.__proto__.b=1', 'A.__proto__.b'],
    ['A.member.1.__proto__=1', 'A.member.1.__proto__'],
    ['=1', ''],
    ['A.=1', 'A.'],
    ['.A=1', '.A'],
    ['A.member.one=1', 'A.member.one'],
    ['A.member.-1=1', 'A.member.-1'],
    ['A.member.1=1&A.member.x.B=1', 'A.member.x'],
    ['A.member=1', 'A.member'],
    ['A=1&A.B=2', 'A'],
    ['A.B.C=1&A.B=2', 'A.B'],
    [`${Array(33).fill('A').join('.')}=1`, Array(33).fill('A').join('.')],
  ])('rejects %s', (form, name) => {
    expect(() => parse(form)).toThrow(
      expect.objectContaining({
        code: 'MalformedInput',
        message: `Unexpected parameter name ${name}`,
        status: 400,
      }),
    );
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  it('rejects a name as long as a body may be', () => {
    expect(() => parse(`${'A.'.repeat(100_000)}A=1`)).toThrow(
      expect.objectContaining({ code: 'MalformedInput' }),
    );
  });
});
