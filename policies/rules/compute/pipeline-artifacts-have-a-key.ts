import { demandSet, violationAt } from "../../demand";
import { one } from "../../examples";
import { PIPELINE } from "../../parse/pipelines";
import type { Rule } from "../../rule";
import { blocksIn } from "../../value";
import { ofType } from "../../view/stack-view";

export const pipelineArtifactsHaveAKey: Rule = {
  id: "pipeline-artifacts-have-a-key",
  what: "What a pipeline carries from stage to stage is encrypted with a key of ours.",
  why: "Plans and builds lie there; a plan holds whatever the state holds.",
  fix: "Give every `artifact_store` an `encryption_key` of type KMS.",
  severity: "high",
  checks: [26],
  controls: [],
  types: [PIPELINE],
  judge: function* (view) {
    for (const resource of ofType(view, PIPELINE)) {
      const stores = blocksIn(resource.values.artifact_store);
      if (stores.length === 0) yield violationAt({ resource }, "artifact_store", "it has no artifact store");
      for (const [index, block] of stores.entries()) {
        yield* demandSet(
          { resource, block, at: `artifact_store[${index}]` },
          "encryption_key.id",
          "its artifacts have no key",
        );
      }
    }
  },
  passes: [
    {
      shows: "a key of the stack",
      configuration: one(PIPELINE, {
        artifact_store: { location: "a", type: "S3", encryption_key: { id: "${aws_kms_key.a.arn}", type: "KMS" } },
      }),
    },
  ],
  fails: [
    { shows: "no key", configuration: one(PIPELINE, { artifact_store: [{ location: "a", type: "S3" }] }) },
    {
      shows: "no key in the second region",
      configuration: one(PIPELINE, {
        artifact_store: [
          { location: "a", type: "S3", encryption_key: { id: "arn:a", type: "KMS" } },
          { location: "b", type: "S3", region: "us-east-1" },
        ],
      }),
    },
    { shows: "no store", configuration: one(PIPELINE, { name: "a" }) },
  ],
};
