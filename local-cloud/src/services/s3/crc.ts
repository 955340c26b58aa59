import { crc32 } from 'node:zlib';

/** Takes bytes as they come and answers their checksum, big-endian as S3 encodes it. */
export interface ByteHash {
  update(bytes: Buffer): void;
  digest(): Buffer;
}

export function createCrc32(): ByteHash {
  let value = 0;
  return {
    update(bytes) {
      value = crc32(bytes, value);
    },
    digest: () => word(value),
  };
}

/** Castagnoli's polynomial, reflected. */
const CRC32C_POLYNOMIAL = 0x82f63b78;
let crc32cTable: Int32Array | undefined;

export function createCrc32c(): ByteHash {
  crc32cTable ??= table32(CRC32C_POLYNOMIAL);
  const table = crc32cTable;
  let value = ~0;
  return {
    update(bytes) {
      for (let i = 0; i < bytes.length; i += 1) value = (value >>> 8) ^ table[(value ^ bytes[i]!) & 255]!;
    },
    digest: () => word(~value),
  };
}

/** The NVMe polynomial, reflected: 0x9a6c9329ac4bc9b5, kept in two halves because numbers have 53 bits. */
const CRC64_HIGH = 0x9a6c9329;
const CRC64_LOW = 0xac4bc9b5;
let crc64Tables: { high: Int32Array; low: Int32Array } | undefined;

export function createCrc64nvme(): ByteHash {
  crc64Tables ??= tables64();
  const tables = crc64Tables;
  let [high, low] = [~0, ~0];
  return {
    update(bytes) {
      for (let i = 0; i < bytes.length; i += 1) {
        const index = (low ^ bytes[i]!) & 255;
        low = ((low >>> 8) | (high << 24)) ^ tables.low[index]!;
        high = (high >>> 8) ^ tables.high[index]!;
      }
    },
    digest: () => Buffer.concat([word(~high), word(~low)]),
  };
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

function table32(polynomial: number): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
    return value;
  });
}

function tables64(): { high: Int32Array; low: Int32Array } {
  const tables = { high: new Int32Array(256), low: new Int32Array(256) };
  for (let byte = 0; byte < 256; byte += 1) {
    let [high, low] = [0, byte];
    for (let bit = 0; bit < 8; bit += 1) {
      const carry = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (carry) {
        high ^= CRC64_HIGH;
        low ^= CRC64_LOW;
      }
    }
    tables.high[byte] = high;
    tables.low[byte] = low;
  }
  return tables;
}
