import "../stacks/creation-stack-traces";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Organisation } from "../model/organisation";
import { judgeOrganisation } from "../policies/judge-organisation";
import { ORGANISATION_RULES } from "../policies/organisation-rules";
import type { Finding } from "../policies/rule";
import { viewOfConfiguration } from "../policies/view/from-configuration";
import { buildOrganisation } from "../stacks";
import { BaseStack, TELL_FINDINGS } from "../stacks/base-stack";

/** What the rules of policies/ find in every stack, and in all of them together. Nothing of it is kept. */
export function judgedOrganisation(organisation: Organisation): readonly Finding[] {
  const outdir = mkdtempSync(join(tmpdir(), "infra-policies-"));
  try {
    const app = new App({ outdir, context: { [TELL_FINDINGS]: true } });
    buildOrganisation(app, organisation);
    app.synth();
    const stacks = app.node.children.filter((child) => child instanceof BaseStack);
    const views = stacks.map(({ node: { id } }) => {
      const file = join(outdir, "stacks", id, "cdk.tf.json");
      return viewOfConfiguration(id, JSON.parse(readFileSync(file, "utf8")));
    });
    return [...stacks.flatMap(({ findings }) => findings), ...judgeOrganisation(ORGANISATION_RULES, views)];
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
