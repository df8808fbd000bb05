/** The day on which a command runs, in UTC, as `2026-12-31`: waivers end on a day. */
export const today = (): string => new Date().toISOString().slice(0, 10);
