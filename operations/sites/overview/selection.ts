import type { SiteLine } from "../../../model/sites";

/** Which sites somebody asks for. */
export interface Selection {
  /**
   * Name of a stage.
   * @default - all
   */
  readonly stage?: string;
  /**
   * A client by its label, at each stage; or one site by its host. Capitals mean nothing.
   * @default - all
   */
  readonly client?: string;
}

/** A site by its stage, undefined where it has none, and its host. */
export interface SiteName {
  readonly stage: string | undefined;
  readonly host: string;
}

export function isSelected(line: SiteLine, { stage, host }: SiteName, selection: Selection): boolean {
  if (selection.stage !== undefined && stage !== selection.stage) return false;
  if (selection.client === undefined) return true;
  const client = selection.client.toLowerCase();
  return host === client || clientOf(line, { stage, host }) === client;
}

/** The label of the client whose site it is; undefined when it is the one site of a stage, or of none. */
export function clientOf({ stages }: SiteLine, { stage, host }: SiteName): string | undefined {
  const of = stages.find(({ name }) => name === stage);
  if (!of || of.site) return undefined;
  const end = `.${of.place.suffix}`;
  return host.endsWith(end) ? host.slice(0, -end.length) : undefined;
}
