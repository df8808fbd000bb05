export const later = (time: Date, seconds: number): Date => new Date(time.getTime() + seconds * 1000);

export const secondsUntil = (end: Date, time: Date): number => (end.getTime() - time.getTime()) / 1000;

/** Sleeps for some seconds, or until the signal, whichever comes first. */
export async function pause(
  sleep: (seconds: number, signal: AbortSignal) => Promise<void>,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  try {
    await sleep(seconds, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
