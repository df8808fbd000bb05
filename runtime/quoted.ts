/** A text of somebody else's, shown so that it does nothing at a terminal. */
export const quoted = (text: string): string => JSON.stringify(text.replace(/\p{C}+/gu, "\u{FFFD}").slice(0, 120));
