import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { z } from "zod";
import { writeAll } from "../../adapters/files";
import { readCatalogue } from "../../model/catalogue";
import { readEntries } from "../../model/entries/read";
import { CatalogueError, formatProblems } from "../../model/problems";
import type { SynthesizedStack } from "../../operations/plan/synthesized-stack";
import { type Changes, type Facts, type RetirePlan, retire as retireIn } from "../../operations/retire/retire";
import { type Target, targetOf } from "../../operations/retire/target";
import { doneText } from "../../operations/retire/wording";
import { ExitCode, InputError } from "../failures";
import { print } from "../output";
import { withStacks } from "../stacks";
import { today } from "../today";

export interface RetireOptions {
  readonly catalogue: string;
  readonly reason: string;
  readonly owner?: string;
  readonly backup: string;
  readonly because?: string;
  readonly until: string;
  readonly address?: readonly string[];
  readonly vanished: boolean;
  readonly network?: string;
  /** Whether only what would be written is printed. */
  readonly print: boolean;
}

/** Lets something leave the catalogue, so that a plan destroys it. Writes all of it, or nothing. */
export async function retire(word: string, options: RetireOptions): Promise<ExitCode> {
  const { catalogue, address, vanished, network } = options;
  const organisation = readCatalogue(catalogue);
  const { services } = readEntries(catalogue).entries;
  const target = targetOf(
    word,
    organisation,
    services.map(({ value }) => value.name),
    { vanished, ...(address && { addresses: address }) },
  );
  const facts = factsOf(options, teamOf(target, services));
  const plan = await retireIn(
    target,
    facts,
    {
      read: (path) => textOf(join(catalogue, path)),
      serviceFile: (name) => fileOfService(services, name),
      synthesized: (changes) => synthesizedWith(catalogue, changes),
    },
    network,
  );
  if (options.print) {
    print(wouldBeWritten(plan));
    return ExitCode.done;
  }
  await writeAll(new Map([...plan.changes].map(([path, text]) => [join(catalogue, path), text])));
  print(doneText(plan, relative(process.cwd(), catalogue) || "."));
  return ExitCode.done;
}

/** Who answers for what leaves, where the catalogue says so. */
function teamOf(target: Target, services: ReturnType<typeof readEntries>["entries"]["services"]): string | undefined {
  if (target.kind === "repository") return target.owners;
  return target.kind === "service" ? services.find(({ value }) => value.name === target.name)?.value.team : undefined;
}

function factsOf({ reason, owner, backup, because, until }: RetireOptions, team: string | undefined): Facts {
  const answering = owner ?? team;
  if (answering === undefined) throw new InputError("who answers for it is not known: give --owner TEAM");
  if (!isDay(until)) throw new InputError(`--until ${until} is no day. Use one such as 2026-12-31.`);
  if (until < today())
    throw new InputError(`--until ${until} is over. Name the last day on which it may be destroyed.`);
  return { reason, owner: answering, backup, ...(because !== undefined && { because }), until };
}

const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;

/** Path inside the catalogue; its source begins with the catalogue's own name. */
function fileOfService(services: ReturnType<typeof readEntries>["entries"]["services"], name: string): string {
  const source = services.find(({ value }) => value.name === name)?.source ?? "";
  return source.slice(source.indexOf("/") + 1);
}

const textOf = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

/** A copy of the catalogue with the changes, so that nothing is written that has problems. */
async function synthesizedWith(catalogue: string, changes: Changes): Promise<readonly SynthesizedStack[]> {
  const folder = mkdtempSync(join(tmpdir(), "infra-retire-"));
  try {
    const copy = join(folder, basename(catalogue));
    cpSync(catalogue, copy, { recursive: true });
    for (const [path, text] of changes) {
      if (text === undefined) rmSync(join(copy, path));
      else {
        mkdirSync(dirname(join(copy, path)), { recursive: true });
        writeFileSync(join(copy, path), text);
      }
    }
    return await withStacks({ catalogue: copy }, async ({ stacks }) => stacks);
  } catch (error) {
    if (!(error instanceof CatalogueError)) throw error;
    throw new InputError(
      `The catalogue would have problems then:\n${formatProblems(error.problems)}\nNothing was written.`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wouldBeWritten = ({ changes }: RetirePlan): string =>
  [...changes].map(([path, text]) => (text === undefined ? `--- ${path} goes\n` : `--- ${path}\n${text}`)).join("\n");
