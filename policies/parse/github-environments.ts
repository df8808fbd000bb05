import { textIn } from "../value";
import { about, ofType, pointsAt, type Resource, type StackView } from "../view/stack-view";

/** What belongs to an environment: its policies, its variables. Several repositories have environments of one name. */
export function inEnvironment(view: StackView, environment: Resource, type: string): readonly Resource[] {
  const repository = repositoryOf(view, environment);
  return about(view, environment, type, "environment", ["environment"]).filter(
    (each) => repositoryOf(view, each) === repository,
  );
}

/** A repository, by its name where the stack has it, as every reference to it or its plain name gives it. */
function repositoryOf(view: StackView, resource: Resource): string | undefined {
  const place = pointsAt(view, resource, "repository");
  const named = ofType(view, "github_repository").find(
    ({ address, values }) => place === `\${${address}.name}` || (place !== undefined && place === textIn(values.name)),
  );
  return named?.address ?? place;
}

/** The environment `prod` of the repository `orders` as Terraform JSON, and what belongs to it, by type. */
export const environmentExample = (
  values: object,
  others: Readonly<Record<string, readonly object[]>> = {},
): object => ({
  resource: {
    github_repository_environment: { a: { repository: "orders", environment: "prod", ...values } },
    ...Object.fromEntries(
      Object.entries(others).map(([type, all]) => [
        type,
        Object.fromEntries(
          all.map((each, index) => [`b${index}`, { repository: "orders", environment: "prod", ...each }]),
        ),
      ]),
    ),
  },
});
