import type { Entries } from "../entries/read";
import { error, type Position, type Problem } from "../problems";
import { known } from "./references";

/** A thing of the catalogue whose code lies in a repository of its own. */
interface Coded {
  readonly value: { readonly team: string; readonly repository: string };
  at(field: "team" | "repository"): Position;
}

/** The team that answers for it exists, and so does the repository of its code, by a number that nobody else ever gets. */
export function checkCodeOwner({ value, at }: Coded, { organisation, repositories }: Entries): readonly Problem[] {
  const repository = repositories.find((entry) => entry.value.name === value.repository);
  return [
    ...(organisation ? known("team", value.team, organisation.value.teams, at("team")) : []),
    ...known(
      "repository",
      value.repository,
      repositories.map((entry) => entry.value.name),
      at("repository"),
    ),
    ...(repository && repository.value.id === undefined
      ? [
          error(
            at("repository"),
            `the repository ${value.repository} has no id, so nothing tells it from another one of that name`,
            `Set id in ${repository.source} to its number on GitHub: gh api repos/<owner>/${value.repository} --jq .id`,
          ),
        ]
      : []),
  ];
}
