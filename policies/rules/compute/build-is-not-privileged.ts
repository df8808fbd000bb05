import { demand, isTrue, valueAt } from "../../demand";
import { one } from "../../examples";
import type { Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import { ofType } from "../../view/stack-view";

const PROJECT = "aws_codebuild_project";
const BUILDS_IMAGES = /\b(?:docker(?:\s+buildx)?|podman|buildah)\s+(?:build|bake|bud)\b/;

export const buildIsNotPrivileged: Rule = {
  id: "build-is-not-privileged",
  what: "A build runs privileged only if its commands, as they stand here, build an image.",
  why: "A privileged build is root on its machine; what it builds decides about that.",
  fix: "Set `privileged_mode` to false, or write the commands that build the image into `buildspec`.",
  severity: "high",
  checks: [26],
  controls: ["FSBP CodeBuild.5"],
  types: [PROJECT],
  judge: function* (view) {
    for (const resource of ofType(view, PROJECT)) {
      const commands = valueAt(resource.values, "source.buildspec");
      const text = isUnknown(commands) ? commands.template : textIn(commands);
      if (BUILDS_IMAGES.test(text ?? "")) continue;
      const message = "it is privileged, and builds no image";
      yield* demand({ resource }, "environment.privileged_mode", (value) => !isTrue(value), message);
    }
  },
  passes: [
    { shows: "nothing said", configuration: one(PROJECT, { environment: { image: "a" } }) },
    {
      shows: "a build of an image",
      configuration: one(PROJECT, {
        environment: { privileged_mode: true },
        source: { buildspec: "phases:\n  build:\n    commands:\n      - docker build -t a .\n" },
      }),
    },
  ],
  fails: [
    {
      shows: "a plan that is privileged",
      configuration: one(PROJECT, {
        environment: [{ privileged_mode: true }],
        source: { buildspec: "phases:\n  build:\n    commands:\n      - terraform plan\n" },
      }),
    },
    {
      shows: "commands that whoever pushes decides",
      configuration: one(PROJECT, { environment: { privileged_mode: true }, source: { buildspec: "buildspec.yml" } }),
    },
  ],
};
