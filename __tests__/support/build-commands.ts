import { parse } from "yaml";
import { DEPLOYER_ENTRY, DEPLOYER_FILE } from "../../scripts/build-deployer";

interface Buildspec {
  readonly phases?: Readonly<
    Record<string, { readonly commands?: readonly string[]; readonly finally?: readonly string[] }>
  >;
}

/** Files in the Deployer image, and what each is bundled from. */
const BUNDLES: Readonly<Record<string, string>> = { [`/deployer/${DEPLOYER_FILE}`]: DEPLOYER_ENTRY };

/** The commands of a buildspec, in every phase. */
export const commandsOf = (buildspec: string): readonly string[] =>
  Object.values((parse(buildspec) as Buildspec).phases ?? {}).flatMap(({ commands = [], finally: last = [] }) => [
    ...commands,
    ...last,
  ]);

/**
 * The programs that a buildspec runs, by the files that they begin with.
 *
 * @throws Error when a command is something else than Node.js with a file of the image: what it calls could not be read.
 */
export const programsOf = (buildspec: string): readonly string[] =>
  commandsOf(buildspec).map((command) => {
    const program = BUNDLES[/^node (\S+)$/.exec(command)?.[1] ?? ""];
    if (program === undefined) throw new Error(`the buildspec runs \`${command}\`; what that calls cannot be read`);
    return program;
  });
