/** What is left of the time that may be waited for GitHub's limits of rates. */
export interface Patience {
  /** Takes so many seconds, if they are left. */
  take(seconds: number): boolean;
  /** Takes them, and waits; returns at once, with false, when they are not left. */
  wait(seconds: number): Promise<boolean>;
}

/** @param pace Milliseconds in a second of waiting. */
export function patienceOf(seconds: number, pace: number): Patience {
  let left = seconds;
  const take = (wanted: number): boolean => {
    if (!(wanted <= left)) return false;
    left -= Math.max(0, wanted);
    return true;
  };
  return {
    take,
    async wait(wanted) {
      if (!take(wanted)) return false;
      await new Promise((resolve) => setTimeout(resolve, wanted * pace));
      return true;
    },
  };
}
