import type { OrganisationRule } from "../organisation-rule";
import { terraformBlock } from "../settings";
import { blocksIn, textIn } from "../value";
import type { StackView } from "../view/stack-view";

const stack = (bucket: string, key: string) => ({ terraform: { backend: { s3: { bucket, key } } } });

export const statesAreApart: OrganisationRule = {
  id: "states-are-apart",
  what: "No two stacks keep their state under the same key of the same bucket.",
  why: "Each run of one then deletes what the other made.",
  fix: "Give each stack a key of its own, such as its id.",
  severity: "critical",
  checks: [1],
  controls: [],
  judge: function* (views) {
    const owners = new Map<string, string>();
    for (const view of views) {
      const state = stateOf(view);
      if (state === undefined) continue;
      const owner = owners.get(state);
      if (owner === undefined) owners.set(state, view.id);
      else {
        const message = `its state is that of the stack ${owner} (${state})`;
        yield { stack: view.id, path: "terraform.backend.s3.key", answer: "violation", message };
      }
    }
  },
  passes: [
    {
      shows: "the same key in two buckets",
      configurations: { dev: stack("dev-states", "network"), main: stack("main-states", "network") },
    },
  ],
  fails: [
    {
      shows: "the same key in one bucket",
      configurations: { network: stack("states", "network"), vpc: stack("states", "network") },
    },
  ],
};

function stateOf(view: StackView): string | undefined {
  const [backend] = blocksIn(terraformBlock(view)?.backend);
  const [s3] = blocksIn(backend?.s3);
  const [bucket, key] = [textIn(s3?.bucket), textIn(s3?.key)];
  const prefix = textIn(s3?.workspace_key_prefix) ?? "";
  return bucket !== undefined && key !== undefined ? `s3://${bucket}/${prefix}${key}` : undefined;
}
