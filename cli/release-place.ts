/** Name of an app's package among the files of a release. */
export const packageName = (app: string): string => `${app}.zip`;
