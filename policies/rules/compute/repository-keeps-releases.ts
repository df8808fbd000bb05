import { unknownAt, violationAt } from "../../demand";
import { one } from "../../examples";
import { besideRepository, lifecycleRulesIn, REPOSITORY } from "../../parse/image-repositories";
import type { Judgement, Rule } from "../../rule";
import { type Block, isBlock, isUnknown, numberIn } from "../../value";
import { ofType, type Resource } from "../../view/stack-view";

const POLICY = "aws_ecr_lifecycle_policy";

/** Fewest releases that stay: to each of them a rollback is thinkable. */
const FEWEST = 50;

export const repositoryKeepsReleases: Rule = {
  id: "repository-keeps-releases",
  what: `The newest ${FEWEST} tagged images of a repository whose tags never change stay, however old they are.`,
  why: "A release that runs, or that one would go back to, would be gone: its tasks could not start again.",
  fix: `Expire tagged images by \`imageCountMoreThan\` alone, with a count of ${FEWEST} or more.`,
  severity: "high",
  checks: [25],
  controls: [],
  types: [REPOSITORY],
  judge: function* (view) {
    for (const repository of ofType(view, REPOSITORY)) {
      if (repository.values.image_tag_mutability !== "IMMUTABLE") continue;
      for (const policy of besideRepository(view, repository, POLICY)) yield* judgePolicy(policy);
    }
  },
  passes: [
    {
      shows: "untagged images go by age, releases by number",
      configuration: releases(
        { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
        { tagStatus: "tagged", tagPatternList: ["*"], countType: "imageCountMoreThan", countNumber: FEWEST },
      ),
    },
  ],
  fails: [
    {
      shows: "releases go by age",
      configuration: releases({
        tagStatus: "tagged",
        countType: "sinceImagePushed",
        countUnit: "days",
        countNumber: 900,
      }),
    },
    {
      shows: "few releases stay",
      configuration: releases({ tagStatus: "tagged", countType: "imageCountMoreThan", countNumber: FEWEST - 1 }),
    },
    {
      shows: "images without a tag push out those with one",
      configuration: releases({ tagStatus: "any", countType: "imageCountMoreThan", countNumber: 500 }),
    },
  ],
};

function releases(...selections: readonly object[]): object {
  const rules = selections.map((selection, index) => ({
    rulePriority: index + 1,
    selection,
    action: { type: "expire" },
  }));
  return one(
    REPOSITORY,
    { name: "a", image_tag_mutability: "IMMUTABLE" },
    { [POLICY]: { a: { repository: "${aws_ecr_repository.a.name}", policy: JSON.stringify({ rules }) } } },
  );
}

function* judgePolicy(resource: Resource): Iterable<Judgement> {
  const rules = rulesOf(resource);
  if (rules === "unknown") yield unknownAt({ resource }, "policy");
  else {
    for (const [index, { selection }] of rules.entries()) {
      if (isBlock(selection)) yield* judgeSelection(resource, `policy.rules[${index}].selection`, selection);
    }
  }
}

/** What cannot be read is told by the rule `repository-expires-images`. */
function rulesOf(policy: Resource): readonly Block[] | "unknown" {
  try {
    return lifecycleRulesIn(policy);
  } catch {
    return [];
  }
}

function* judgeSelection(resource: Resource, path: string, selection: Block): Iterable<Judgement> {
  const { tagStatus, countType, countNumber } = selection;
  if (tagStatus === "untagged") return;
  if ([tagStatus, countType, countNumber].some(isUnknown)) yield unknownAt({ resource }, path);
  else if (tagStatus === "any") {
    yield violationAt({ resource }, path, "images without a tag push out releases");
  } else if (countType !== "imageCountMoreThan") {
    yield violationAt({ resource }, path, "releases go when they are old, also those that run");
  } else if ((numberIn(countNumber) ?? 0) < FEWEST) {
    yield violationAt({ resource }, path, `only ${numberIn(countNumber) ?? "no"} releases stay`);
  }
}
