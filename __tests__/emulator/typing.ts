import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type EmulatedNetwork, emulatedNetwork } from "../support/emulated-network";
import { withoutActions } from "../support/infra";
import { pythonPackage } from "../support/python-package";
import { providerSettings } from "../support/terraform";
import { run, succeeded } from "./programs";
import type { Surroundings } from "./runbook";

/** The command line of AWS, as PyPI names it. */
const AWS = "awscli==1.45.11";

/** What git says of whoever commits. */
const SOMEBODY = { NAME: "somebody", EMAIL: "somebody@example.com" };

/** A work tree of the branch `dev` whose account is an emulator, and a shell in which every command asks that. */
export interface Desk extends Omit<EmulatedNetwork, "environment">, Surroundings {
  git(...words: readonly string[]): Promise<string>;
}

/** Sets one up. Whoever does, stops it. */
export async function desk(): Promise<Desk> {
  const emulated = await emulatedNetwork("dev");
  const { folder } = emulated.checkout;
  const programs = join(folder, ".infra", "programs");
  mkdirSync(programs, { recursive: true });
  write(join(programs, "npx"), npx(emulated));
  const identity = Object.entries(SOMEBODY).flatMap(([key, value]) =>
    ["AUTHOR", "COMMITTER"].map((who) => [`GIT_${who}_${key}`, value] as const),
  );
  const environment = {
    ...withoutActions(),
    ...emulated.environment,
    ...(await providerSettings(join(folder, ".infra"))),
    ...Object.fromEntries(identity),
    AWS_DEFAULT_REGION: emulated.network.region,
    CHECKPOINT_DISABLE: "1",
    PATH: [programs, await pythonPackage(AWS), process.env.PATH].join(delimiter),
  };
  const git = async (...words: readonly string[]) =>
    succeeded("git", await run("git", words, folder, environment)).trim();
  return { ...emulated, folder, environment, git };
}

/** `npx`, of which the command `infra` of the checkout asks the emulator wherever it would ask AWS. */
const npx = ({ checkout: { folder }, url }: EmulatedNetwork): string => `#!/bin/sh
if [ "$1" != infra ]; then
  echo "the runbooks name no npx $1" >&2
  exit 127
fi
shift
case "$1" in plan | deploy | drift | state) set -- "$@" --endpoint '${url}' ;; esac
exec '${process.execPath}' '${join(folder, "cli", "infra.js")}' "$@"
`;

function write(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}
