const HEADER_END = Buffer.from('\r\n\r\n');

/**
 * Reads the beginnings of the text messages that a WebSocket server sends, after its answer to the handshake; what the
 * inspector of Node.js sends is neither masked nor compressed.
 *
 * @param length bytes of each message that are told
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 */
export function messageStarts(length: number, onMessage: (start: string) => void): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  /** Bytes of the payload that are still to come and say nothing more. */
  let skip = 0;
  let open = false;
  return (chunk) => {
    pending = pending.length > 0 ? Buffer.concat([pending, chunk]) : chunk;
    if (!open) {
      const end = pending.indexOf(HEADER_END);
      if (end === -1) return;
      pending = pending.subarray(end + HEADER_END.length);
      open = true;
    }
    for (;;) {
      const skipped = Math.min(skip, pending.length);
      pending = pending.subarray(skipped);
      skip -= skipped;
      if (skip > 0 || pending.length < 2) return;
      const frame = headerOf(pending);
      if (frame === undefined) return;
      const told = Math.min(frame.size, length);
      if (pending.length < frame.header + told) return;
      if (frame.text) onMessage(pending.toString('utf8', frame.header, frame.header + told));
      pending = pending.subarray(frame.header + told);
      skip = frame.size - told;
    }
  };
}

/** @returns undefined where it is not all there yet */
function headerOf(bytes: Buffer): { header: number; size: number; text: boolean } | undefined {
  const text = ((bytes[0] ?? 0) & 0x0f) === 1;
  const size = (bytes[1] ?? 0) & 0x7f;
  if (size < 126) return { header: 2, size, text };
  const header = size === 126 ? 4 : 10;
  if (bytes.length < header) return undefined;
  return { header, size: size === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2)), text };
}
