/**
 * A batch of writes as bytes: for each, what it does, the number of its space, and its key and value behind their
 * lengths. A space gets its number in the file by its first mention. Numbers are 32-bit, little-endian.
 */
const NAME = 0;
const PUT = 1;
const DELETE = 2;
const DROP = 3;

/** What reading a batch calls, in the order of the writes. */
export interface BatchReader {
  name(id: number, name: string): void;
  put(id: number, key: string, value: string): void;
  delete(id: number, key: string): void;
  drop(id: number): void;
}

const FIRST_CAPACITY = 64 * 1024;

/** Bytes of a batch in the making: a buffer that grows and is used again. */
export class BatchBytes {
  #bytes = Buffer.allocUnsafe(FIRST_CAPACITY);
  #length = 0;

  /** Begins anew, leaving room in front. */
  reset(room: number): void {
    this.#length = room;
  }

  get length(): number {
    return this.#length;
  }

  /** All of it, room in front included; good until the next reset. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  name(id: number, name: string): void {
    this.#write(NAME, id);
    this.#text(name);
  }

  put(id: number, key: string, value: string): void {
    this.#write(PUT, id);
    this.#text(key);
    this.#text(value);
  }

  delete(id: number, key: string): void {
    this.#write(DELETE, id);
    this.#text(key);
  }

  drop(id: number): void {
    this.#write(DROP, id);
  }

  #write(kind: number, id: number): void {
    this.#reserve(5);
    this.#length = this.#bytes.writeUInt8(kind, this.#length);
    this.#length = this.#bytes.writeUInt32LE(id, this.#length);
  }

  #text(text: string): void {
    this.#reserve(4 + text.length);
    this.#length = this.#bytes.writeUInt32LE(text.length, this.#length);
    this.#length += this.#bytes.write(text, this.#length, 'latin1');
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** @throws RangeError for bytes that are no batch */
export function readBatch(bytes: Buffer, reader: BatchReader): void {
  let at = 0;
  const text = () => {
    const length = bytes.readUInt32LE(at);
    at += 4 + length;
    return bytes.toString('latin1', at - length, at);
  };
  while (at < bytes.length) {
    const kind = bytes.readUInt8(at);
    const id = bytes.readUInt32LE(at + 1);
    at += 5;
    if (kind === PUT) reader.put(id, text(), text());
    else if (kind === DELETE) reader.delete(id, text());
    else if (kind === NAME) reader.name(id, text());
    else if (kind === DROP) reader.drop(id);
    else throw new RangeError(`There is no write of kind ${kind}`);
  }
}
