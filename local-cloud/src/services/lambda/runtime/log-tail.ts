/** What X-Amz-Log-Result holds. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const TAIL_BYTES = 4096;

/** Keeps the end of an invocation's log. */
export class LogTail {
  readonly #lines: string[] = [];
  #characters = 0;

  push(line: string): void {
    this.#lines.push(line);
    this.#characters += line.length;
    // A character is at least a byte, so what is dropped here can't belong to the last 4096 bytes.
    while (this.#lines[0] !== undefined && this.#characters - this.#lines[0].length >= TAIL_BYTES) {
      this.#characters -= this.#lines[0].length;
      this.#lines.shift();
    }
  }

  toBuffer(): Buffer {
    const bytes = Buffer.from(this.#lines.join(''));
    return bytes.length > TAIL_BYTES ? bytes.subarray(bytes.length - TAIL_BYTES) : bytes;
  }
}
