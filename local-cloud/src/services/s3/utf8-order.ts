/**
 * Compares text by its UTF-8 bytes. UTF-16 order, JavaScript's own, differs only where a surrogate meets a character
 * from U+E000 up: shifting both ranges puts the surrogates last, as their four-byte encoding is.
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}
