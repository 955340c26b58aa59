import { isIP } from 'node:net';

/**
 * `count` consecutive blocks of `bits` host bits each from the beginning of a block, as Fn::Cidr has them.
 *
 * @returns undefined where the block is none, or too small
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
 */
export function cidrBlocks(block: string, count: number, bits: number): string[] | undefined {
  const [address = '', prefix] = block.split('/');
  const version = isIP(address);
  const width = version === 4 ? 32 : 128;
  const size = Number(prefix);
  const whole = [count, bits, size].every(Number.isInteger);
  if (version === 0 || !whole || count < 1 || count > 256 || bits < 1 || size < 0 || size > width)
    return undefined;
  if (width - size < bits || count > 2 ** (width - size - bits)) return undefined;
  const hostBits = BigInt(width - size);
  const base = (toNumber(address, version) >> hostBits) << hostBits;
  const step = 1n << BigInt(bits);
  return Array.from({ length: count }, (_, index) => {
    return `${toText(base + step * BigInt(index), version)}/${width - bits}`;
  });
}

function toNumber(address: string, version: number): bigint {
  if (version === 4) return address.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = !tail ? [] : tail.split(':');
  const middle = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(middle).fill('0'), ...right];
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function toText(value: bigint, version: number): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  ).join(':');
  return groups.replace(/(^|:)0(:0)+(:|$)/, '::');
}
