import type { Judgement, Rule } from "../../rule";
import { terraformBlock, withTerraform } from "../../settings";
import { textIn } from "../../value";
import type { StackView } from "../../view/stack-view";

/** The first version whose S3 backend locks by itself, without being called experimental. */
const OLDEST = [1, 11] as const;

/**
 * One version, or `~>` with two or three numbers: both end before the next major version, which Terraform's promise of
 * compatibility does not speak of. One exact version is not demanded: state files are compatible within 1.x (HashiCorp,
 * "Terraform v1.x Compatibility Promises"), and a pin would refuse every laptop at each patch. The workflows pin what applies.
 */
const BOUNDED = /^\s*(?:~>|=)?\s*(\d+)\.(\d+)(?:\.\d+)?\s*$/;

export const terraformVersionIsBounded: Rule = {
  id: "terraform-version-is-bounded",
  what: `Each stack says which versions of Terraform may touch its state: ${OLDEST.join(".")} or later, and no next major one.`,
  why: "An older one does not lock the state in S3; one that nobody tried writes a state that the others cannot read.",
  fix: 'Set terraform.required_version to "~> 1.11", or to one version.',
  severity: "medium",
  checks: [2],
  controls: [],
  types: [],
  judge: function* (view: StackView): Iterable<Judgement> {
    const terraform = terraformBlock(view);
    if (!terraform) return;
    const path = "terraform.required_version";
    const wanted = textIn(terraform.required_version);
    const [, major, minor] = BOUNDED.exec(wanted ?? "") ?? [];
    if (wanted === undefined) {
      yield { path, answer: "violation", message: "any version of Terraform may touch the state" };
    } else if (major === undefined) {
      yield { path, answer: "violation", message: `"${wanted}" lets in versions that nobody tried` };
    } else if (Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1])) {
      yield { path, answer: "violation", message: `"${wanted}" lets in versions that do not lock the state in S3` };
    }
  },
  passes: [
    { shows: "a bounded range", configuration: withTerraform({ required_version: "~> 1.11" }) },
    { shows: "one version", configuration: withTerraform({ required_version: "1.11.4" }) },
  ],
  fails: [
    { shows: "none", configuration: withTerraform({ backend: {} }) },
    { shows: "a range without an end", configuration: withTerraform({ required_version: ">= 1.11" }) },
    { shows: "an old one", configuration: withTerraform({ required_version: "~> 1.5" }) },
  ],
};
