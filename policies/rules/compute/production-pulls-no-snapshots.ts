import { unknownAt, valueAt, violationAt } from "../../demand";
import { inProduction, one, outsideProduction } from "../../examples";
import { besideRepository, REPOSITORY } from "../../parse/image-repositories";
import { type PolicyStatement, policyDocumentIn } from "../../parse/policy-document";
import type { Judgement, Rule } from "../../rule";
import { textIn } from "../../value";
import { ofType, type Resource, type StackView } from "../../view/stack-view";

const POLICY = "aws_ecr_repository_policy";
/** Without either of them nobody gets an image. */
const PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

export const productionPullsNoSnapshots: Rule = {
  id: "production-pulls-no-snapshots",
  what: "Where production stands, a repository whose tags can be pushed again refuses its images to some roles, whatever those may do.",
  why: "A snapshot is overwritten: what production pulled yesterday is not what it pulls when a task starts again.",
  fix: "Deny `ecr:BatchGetImage` and `ecr:GetDownloadUrlForLayer` to the roles of production in an `aws_ecr_repository_policy`.",
  severity: "high",
  checks: [25],
  controls: [],
  types: [REPOSITORY],
  judge: function* (view) {
    if (view.facts.production !== true) return;
    for (const resource of ofType(view, REPOSITORY)) {
      if (resource.values.image_tag_mutability !== "IMMUTABLE") yield* judgeRepository(view, resource);
    }
  },
  passes: [
    {
      shows: "a Deny for the roles of production",
      configuration: inProduction(
        snapshots({
          Effect: "Deny",
          Principal: "*",
          Action: PULL,
          Condition: { ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::111111111111:role/prod/*"] } },
        }),
      ),
    },
    { shows: "none, outside of production", configuration: outsideProduction(one(REPOSITORY, { name: "a" })) },
    {
      shows: "a repository of releases",
      configuration: inProduction(one(REPOSITORY, { image_tag_mutability: "IMMUTABLE" })),
    },
  ],
  fails: [
    { shows: "no policy", configuration: inProduction(one(REPOSITORY, { name: "a" })) },
    {
      shows: "a policy that only allows",
      configuration: inProduction(
        snapshots({ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111111111111:role/dev" }, Action: PULL }),
      ),
    },
    {
      shows: "a Deny of something else",
      configuration: inProduction(snapshots({ Effect: "Deny", Principal: "*", Action: "ecr:PutImage" })),
    },
    {
      shows: "a Deny for roles in general, which a condition takes back",
      configuration: inProduction(
        snapshots({
          Effect: "Deny",
          Principal: "*",
          Action: PULL,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      ),
    },
    {
      shows: "a policy that is no JSON",
      configuration: inProduction(
        one(
          REPOSITORY,
          { name: "a" },
          { [POLICY]: { a: { repository: "${aws_ecr_repository.a.name}", policy: "{" } } },
        ),
      ),
    },
  ],
};

function snapshots(statement: object): object {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return one(
    REPOSITORY,
    { name: "a-snapshot", image_tag_mutability: "MUTABLE" },
    { [POLICY]: { a: { repository: "${aws_ecr_repository.a.name}", policy } } },
  );
}

function* judgeRepository(view: StackView, resource: Resource): Iterable<Judgement> {
  const [policy] = besideRepository(view, resource, POLICY);
  if (policy === undefined) {
    yield violationAt({ resource }, "", "its snapshots can be pulled by production");
    return;
  }
  try {
    const document = policyDocumentIn(valueAt(policy.values, "policy"));
    if (document === "unknown") yield unknownAt({ resource: policy }, "policy");
    else if (!document.statements.some(refusesPulls)) {
      yield violationAt({ resource }, "", `${policy.address} does not deny production its snapshots`);
    }
  } catch (error) {
    yield violationAt({ resource: policy }, "policy", (error as Error).message);
  }
}

/** A Deny of a pull, for everybody or for whom a condition names by their ARN, path or tag. */
function refusesPulls({ effect, actions, principals, conditions }: PolicyStatement): boolean {
  const names = actions.map((action) => textIn(action)?.toLowerCase() ?? "");
  return (
    effect === "Deny" &&
    PULL.some((action) => names.some((name) => name === action.toLowerCase() || name === "ecr:*" || name === "*")) &&
    Object.keys(principals).length > 0 &&
    conditions.every(({ key }) => /^aws:(?:principal|userid$|username$)/.test(key))
  );
}
