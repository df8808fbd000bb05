import type { Judgement, Rule } from "../../rule";
import { blocksIn, isUnknown, numberIn, referencesIn, textIn, type Value } from "../../value";
import { isOneOf } from "../../verdict";
import { ofType, type Resource, resourceAt, type StackView, wanted } from "../../view/stack-view";

/** The parameter by which an engine refuses connections without TLS, and the values that do. Source: RDS and Aurora user guides. */
const PARAMETERS: readonly { readonly engine: RegExp; readonly name: string; readonly on: readonly string[] }[] = [
  { engine: /^(aurora-)?postgres(ql)?$/, name: "rds.force_ssl", on: ["1"] },
  { engine: /^(aurora-)?mysql$|^mariadb$/, name: "require_secure_transport", on: ["1", "ON", "on"] },
  { engine: /^docdb$/, name: "tls", on: ["enabled", "tls1.2+", "tls1.3+"] },
];

/** From this major version on, the default group of PostgreSQL on RDS demands TLS (RDS user guide, "Using SSL with PostgreSQL"). */
const POSTGRES_DEMANDS = 15;

/** The attribute that names the parameters of a database, by its type. */
const GROUP: Readonly<Record<string, string>> = {
  aws_db_instance: "parameter_group_name",
  aws_rds_cluster: "db_cluster_parameter_group_name",
  aws_docdb_cluster: "db_cluster_parameter_group_name",
};

export const databaseDemandsTls: Rule = {
  id: "database-demands-tls",
  what: "Each database refuses connections without TLS.",
  why: "Whoever sits on the way reads the rows; most clients fall back to plain text without a word.",
  fix: "Give it a parameter group that sets rds.force_ssl (PostgreSQL), require_secure_transport (MySQL) or tls (DocumentDB).",
  severity: "high",
  checks: [28],
  controls: [],
  types: Object.keys(GROUP),
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, ...Object.keys(GROUP))) {
      const engine = resource.type === "aws_docdb_cluster" ? "docdb" : textIn(resource.values.engine);
      const parameter = PARAMETERS.find((each) => engine !== undefined && each.engine.test(engine));
      if (!parameter) continue;
      const attribute = GROUP[resource.type] ?? "";
      const answer = answerOf(resource, attribute, parameter, view);
      if (answer === undefined) continue;
      const says = answer === "unknown" ? "is not known" : "is not set";
      yield { resource, path: attribute, answer, message: `${parameter.name} ${says}, so that plain text gets in` };
    }
  },
  passes: [
    {
      shows: "a parameter group that demands it",
      configuration: {
        resource: {
          aws_db_instance: {
            a: { engine: "postgres", engine_version: "14.9", parameter_group_name: "${aws_db_parameter_group.a.name}" },
          },
          aws_db_parameter_group: { a: { parameter: [{ name: "rds.force_ssl", value: "1" }] } },
        },
      },
    },
    {
      shows: "a PostgreSQL that demands it by itself",
      configuration: { resource: { aws_db_instance: { a: { engine: "postgres", engine_version: "16.3" } } } },
    },
  ],
  fails: [
    {
      shows: "a group that turns it off",
      configuration: {
        resource: {
          aws_db_instance: {
            a: { engine: "postgres", engine_version: "16.3", parameter_group_name: "${aws_db_parameter_group.a.name}" },
          },
          aws_db_parameter_group: { a: { parameter: { name: "rds.force_ssl", value: "0" } } },
        },
      },
    },
    {
      shows: "MySQL as it comes",
      configuration: { resource: { aws_rds_cluster: { a: { engine: "aurora-mysql", engine_version: "8.0" } } } },
    },
  ],
};

function answerOf(
  resource: Resource,
  attribute: string,
  { name, on }: (typeof PARAMETERS)[number],
  view: StackView,
): Judgement["answer"] | undefined {
  const byDefault =
    resource.type === "aws_db_instance" &&
    name === "rds.force_ssl" &&
    (numberIn(/^\d+/.exec(textIn(resource.values.engine_version) ?? "")?.[0]) ?? 0) >= POSTGRES_DEMANDS;
  const group = wanted(resource, attribute);
  if (group === undefined || group === null) return byDefault ? undefined : "violation";
  const found = groupOf(group, view);
  if (found === undefined) return "unknown";
  const parameter = blocksIn(found.values.parameter).find((each) => each.name === name);
  if (parameter) return isOneOf(...on)(typeof parameter.value === "number" ? `${parameter.value}` : parameter.value);
  return byDefault ? undefined : isUnknown(found.values.parameter) ? "unknown" : "violation";
}

function groupOf(group: Value, view: StackView): Resource | undefined {
  const name = textIn(group);
  if (name === undefined) return referencesIn(group).flatMap((each) => resourceAt(view, each) ?? [])[0];
  return ofType(
    view,
    "aws_db_parameter_group",
    "aws_rds_cluster_parameter_group",
    "aws_docdb_cluster_parameter_group",
  ).find(({ values }) => values.name === name);
}
