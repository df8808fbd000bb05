import { demand, isTrue } from "../../demand";
import { one } from "../../examples";
import { REPOSITORY } from "../../parse/image-repositories";
import type { Rule } from "../../rule";
import { blocksIn } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

const REGISTRY = "aws_ecr_registry_scanning_configuration";

export const repositoryScansImages: Rule = {
  id: "repository-scans-images",
  what: "An image is searched for known weaknesses when it is pushed.",
  why: "Nobody learns otherwise that what runs has a hole that has been public for months.",
  fix: "Set `scan_on_push` to true in `image_scanning_configuration`.",
  severity: "medium",
  checks: [25],
  controls: ["FSBP ECR.1"],
  types: [REPOSITORY],
  judge: function* (view) {
    if (scansAll(view)) return;
    for (const resource of ofType(view, REPOSITORY)) {
      yield* demand({ resource }, "image_scanning_configuration.scan_on_push", isTrue, "its images are not scanned");
    }
  },
  passes: [
    {
      shows: "scans on push",
      configuration: one(REPOSITORY, { image_scanning_configuration: { scan_on_push: true } }),
    },
    {
      shows: "a registry that scans all of them",
      configuration: one(
        REPOSITORY,
        {},
        {
          [REGISTRY]: {
            a: {
              scan_type: "ENHANCED",
              rule: [
                { scan_frequency: "CONTINUOUS_SCAN", repository_filter: [{ filter: "*", filter_type: "WILDCARD" }] },
              ],
            },
          },
        },
      ),
    },
  ],
  fails: [
    { shows: "nothing said", configuration: one(REPOSITORY, { name: "a" }) },
    { shows: "no scan", configuration: one(REPOSITORY, { image_scanning_configuration: [{ scan_on_push: false }] }) },
    {
      shows: "a registry that scans by hand",
      configuration: one(
        REPOSITORY,
        {},
        { [REGISTRY]: { a: { rule: [{ scan_frequency: "MANUAL", repository_filter: [{ filter: "*" }] }] } } },
      ),
    },
  ],
};

const scansAll = (view: StackView): boolean =>
  ofType(view, REGISTRY)
    .flatMap(({ values }) => blocksIn(values.rule))
    .some(
      (rule) =>
        (rule.scan_frequency === "SCAN_ON_PUSH" || rule.scan_frequency === "CONTINUOUS_SCAN") &&
        blocksIn(rule.repository_filter).some(({ filter }) => filter === "*"),
    );
