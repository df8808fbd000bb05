/** Shorter texts are words. */
const SHORTEST = 16;
/** So much of a decoded text tells whether it is one. */
const LOOKED_AT = 4_096;

/**
 * What a text of base64 says in words, also when it is broken into lines; undefined when it is no base64, or of something that
 * is no text.
 */
export function decodedText(text: string): string | undefined {
  // What looks for one other character needs no memory for the megabytes before it.
  if (text.length < SHORTEST || /[^\w+/\r\n=-]/.test(text)) return undefined;
  const packed = text.replace(/[\r\n]/g, "");
  const padding = packed.indexOf("=");
  if (packed.length % 4 !== 0 || (padding !== -1 && !/^={1,2}$/.test(packed.slice(padding, padding + 3))))
    return undefined;
  const words = Buffer.from(packed, "base64").toString("utf8");
  return isWords(words) ? words : undefined;
}

function isWords(text: string): boolean {
  for (let index = Math.min(text.length, LOOKED_AT) - 1; index >= 0; index--) {
    const unit = text.charCodeAt(index);
    if (unit === 0xfffd || unit === 0x7f || (unit < 0x20 && !(unit >= 0x09 && unit <= 0x0d) && unit !== 0x1b))
      return false;
  }
  return text !== "";
}
