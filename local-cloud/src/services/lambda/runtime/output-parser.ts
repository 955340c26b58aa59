import {
  FRAME_END_OF_INVOCATION,
  FRAME_HEADER_BYTES,
  FRAME_LAST_WORD,
  FRAME_LOG,
  FRAME_MAGIC,
  type LastWord,
} from './bootstrap/frames.mjs';

export interface OutputHandlers {
  log(message: string, timestamp: number): void;
  /** @param payload the answer, where it came with the mark */
  endOfInvocation(requestId: string, maxRssKb: number, payload?: Buffer): void;
  lastWord(word: LastWord): void;
}

const NEWLINE = 0x0a;

/**
 * Splits what an environment writes to its standard output into log events: a frame is one event, anything
 * else is an event per line. See bootstrap/frames.mjs for the format.
 */
export class OutputParser {
  #pieces: Buffer[] = [];
  #received = 0;
  #needed = 0;
  readonly #handlers: OutputHandlers;

  constructor(handlers: OutputHandlers) {
    this.#handlers = handlers;
  }

  push(chunk: Buffer): void {
    this.#pieces.push(chunk);
    this.#received += chunk.length;
    if (this.#received < this.#needed) return;
    const bytes = this.#pieces.length === 1 ? chunk : Buffer.concat(this.#pieces);
    this.#needed = 0;
    const rest = bytes.subarray(this.#consume(bytes));
    this.#pieces = rest.length > 0 ? [rest] : [];
    this.#received = rest.length;
  }

  /** A last line without a line break is an event too. */
  flush(): void {
    const rest = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#received = 0;
    this.#needed = 0;
    this.#lines(rest, true);
  }

  /** @returns how many bytes are done with */
  #consume(bytes: Buffer): number {
    let offset = 0;
    while (offset < bytes.length) {
      const frame = bytes.indexOf(FRAME_MAGIC, offset);
      // A frame ends the line before it, whether that had a line break or not.
      if (frame === -1) return offset + this.#lines(bytes.subarray(offset), false);
      this.#lines(bytes.subarray(offset, frame), true);
      offset = frame;
      if (bytes.length < frame + FRAME_HEADER_BYTES) break;
      const text = frame + FRAME_HEADER_BYTES;
      const end = text + bytes.readUInt32BE(frame + 5);
      if (bytes.length < end) {
        this.#needed = end - frame;
        break;
      }
      this.#frame(bytes[frame + 4], bytes.toString('utf8', text, end), bytes.readDoubleBE(frame + 9));
      offset = end;
    }
    return offset;
  }

  #frame(kind: number | undefined, text: string, timestamp: number): void {
    if (kind === FRAME_LOG) {
      this.#handlers.log(text, timestamp);
    } else if (kind === FRAME_LAST_WORD) {
      this.#handlers.lastWord(JSON.parse(text) as LastWord);
    } else if (kind === FRAME_END_OF_INVOCATION) {
      const space = text.indexOf(' ');
      const line = text.indexOf('\n', space);
      const kb = Number(line === -1 ? text.slice(space + 1) : text.slice(space + 1, line));
      const payload = line === -1 ? undefined : Buffer.from(text.slice(line + 1));
      this.#handlers.endOfInvocation(text.slice(0, space), kb, payload);
    }
  }

  /** @returns how many bytes are done with */
  #lines(bytes: Buffer, complete: boolean): number {
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      this.#handlers.log(bytes.toString('utf8', start, end + 1), Date.now());
      start = end + 1;
    }
    if (complete && start < bytes.length) {
      this.#handlers.log(`${bytes.toString('utf8', start)}\n`, Date.now());
      start = bytes.length;
    }
    return start;
  }
}
