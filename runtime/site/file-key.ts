/** A file of a release, as the edge function asks for it. */
export const fileKey = (digest: string, path: string): string => `releases/${digest}/${path}`;
