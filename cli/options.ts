import { availableParallelism } from "node:os";
import { InvalidArgumentError, Option } from "commander";
import type { AllowedDanger } from "../operations/report/dangers/danger";
import { CATALOGUE, SYNTHESIZED } from "./paths";

/** Options that several commands have. */

/** Which catalogue is read. */
export const catalogueOption = (): Option =>
  new Option("--catalogue <dir>", "folder of the catalogue").default(CATALOGUE, "the repository's");

/** An answer for machines instead of people. */
export const jsonOption = (): Option => new Option("--json", "print JSON, for machines").default(false);

/** Where stacks are written. */
export const outputFolderOption = (): Option =>
  new Option("--output <dir>", "where to").default(SYNTHESIZED, "cdktf.out of the repository");

/** Stacks that were synthesized before. */
export const fromOption = (): Option =>
  new Option("--from <dir>", "stacks that `cdktf synth` wrote there, instead of the catalogue");

/** How many things run at once. */
export const parallelOption = (): Option =>
  new Option("--parallel <n>", "how many stacks at once")
    .default(Math.min(availableParallelism(), MOST_AT_ONCE))
    .argParser(wholeNumber);

/** Each takes a core and about 1 GB while it plans. */
const MOST_AT_ONCE = 4;

/** A whole number from 1 on. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("use a whole number from 1 on.");
  return number;
}

/** Minutes, from none to a day. */
export function minutes(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !(number >= 0 && number <= 1440))
    throw new InvalidArgumentError("use minutes, from 0 to 1440.");
  return number;
}

/** The address of an emulator. */
export function url(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError("use a URL such as http://127.0.0.1:5000.");
  }
  return text;
}

/** An emulator instead of AWS. */
export const endpointOption = (): Option => new Option("--endpoint <url>", "against an AWS emulator").argParser(url);

/** An address that a step before may have failed to give. */
export const addressOrNothing = (text: string): string | undefined => (text === "" ? undefined : url(text));

/** Collects the values of an option that may be given several times. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** The commit that a plan is of. */
export const commitOption = (): Option =>
  new Option("--commit <sha>", "the commit that was planned, in full")
    .argParser(commit)
    .default(undefined, "the pull request's head, in a workflow of one");

function commit(text: string): string {
  if (!/^[0-9a-f]{40}$/.test(text)) throw new InvalidArgumentError("use all forty digits of a commit.");
  return text;
}

/** Whose rules say what needs a confirmation. */
export const rulesOption = (): Option =>
  new Option(
    "--rules <ref>",
    "take the rules of confirmation from this commit's catalogue, so that no change allows itself",
  );

/** The label that confirms. */
export const labelOption = (): Option =>
  new Option("--label <name>", "the label that confirms")
    .argParser(label)
    .default(undefined, "the catalogue's, or 'plan: confirmed'");

function label(text: string): string {
  if (!/^[^\p{C}\s,][^\p{C},]{0,49}$/u.test(text))
    throw new InvalidArgumentError("use 1 to 50 characters, without a comma.");
  return text;
}

/** Collects what needs no confirmation: `type`, or `type@stack`, with `*` for any characters. */
export function allowed(text: string, before: readonly AllowedDanger[] = []): readonly AllowedDanger[] {
  const [, type, stack] = /^([^@\s]+)(?:@([^@\s]+))?$/.exec(text) ?? [];
  if (!type) throw new InvalidArgumentError("use a type, or type@stack, such as 'aws_cloudwatch_*@dev-*'.");
  return [...before, { type, ...(stack !== undefined && { stack }) }];
}
