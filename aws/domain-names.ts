/** Whether a domain stands below another one: `qro.example.com` below `example.com`, and nothing below itself. */
export const isBelow = (domain: string, other: string): boolean => domain.endsWith(`.${other}`);
