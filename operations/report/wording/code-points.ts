/** Length of a text in code points, in which GitHub counts: an emoji is one. */
export function codePointsIn(text: string): number {
  let units = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    if (isHighSurrogate(text, index) && isLowSurrogate(text, index + 1)) units--;
  }
  return units;
}

/** A part of a text, from one UTF-16 unit to another, without a half of a surrogate pair at its ends. */
export function sliceOf(text: string, from: number, to: number): string {
  const start = isLowSurrogate(text, from) && isHighSurrogate(text, from - 1) ? from - 1 : from;
  const end = isLowSurrogate(text, to) && isHighSurrogate(text, to - 1) ? to - 1 : to;
  return text.slice(start, end);
}

const isHighSurrogate = (text: string, index: number): boolean => (text.charCodeAt(index) & 0xfc00) === 0xd800;
const isLowSurrogate = (text: string, index: number): boolean => (text.charCodeAt(index) & 0xfc00) === 0xdc00;
