import { isInherited } from "../../databases";
import { inProduction, outsideProduction } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { isOn, isSet, judgeSetting, wantedAt } from "../../verdict";
import { about, ofType, type StackView } from "../../view/stack-view";

const CLUSTERS: Readonly<Record<string, string>> = {
  aws_rds_cluster: "aws_rds_cluster_instance",
  aws_docdb_cluster: "aws_docdb_cluster_instance",
  aws_neptune_cluster: "aws_neptune_cluster_instance",
};

export const productionDatabaseSpansZones: Rule = {
  id: "production-database-spans-zones",
  what: "Each database of production stands ready in a second availability zone.",
  why: "The loss of one zone then takes it away until it was restored from a backup.",
  fix: "Set multi_az to true; give a cluster of Aurora, DocumentDB or Neptune at least two instances.",
  severity: "high",
  checks: [27],
  controls: ["FSBP RDS.5", "FSBP RDS.15"],
  types: ["aws_db_instance", ...Object.keys(CLUSTERS)],
  judge: function* (view: StackView): Iterable<Judgement> {
    if (view.facts.production !== true) return;
    for (const resource of ofType(view, "aws_db_instance")) {
      if (isInherited(resource)) continue;
      yield* judgeSetting(resource, "multi_az", isOn, "it falls with its availability zone");
    }
    for (const resource of ofType(view, ...Object.keys(CLUSTERS))) {
      const instances = about(view, resource, CLUSTERS[resource.type] ?? "", "cluster_identifier", [
        "cluster_identifier",
        "id",
      ]);
      // A cluster with a class of its own (Multi-AZ DB cluster) makes its three instances itself.
      if (isSet(wantedAt(resource, "db_cluster_instance_class")) === undefined) continue;
      if (instances.length >= 2) continue;
      // One resource with `count` or `for_each` is several instances, and how many is not always written down.
      const several = instances.some(({ values }) => values.count !== undefined || values.for_each !== undefined);
      const answer = several ? "unknown" : "violation";
      yield { resource, answer, message: `it has ${instances.length} of the two instances that it needs` };
    }
  },
  passes: [
    { shows: "a standby", configuration: inProduction({ resource: { aws_db_instance: { a: { multi_az: true } } } }) },
    {
      shows: "a cluster of two",
      configuration: inProduction({
        resource: {
          aws_rds_cluster: { a: { cluster_identifier: "orders" } },
          aws_rds_cluster_instance: {
            one: { cluster_identifier: "${aws_rds_cluster.a.id}" },
            two: { cluster_identifier: "${aws_rds_cluster.a.id}" },
          },
        },
      }),
    },
    { shows: "a preview", configuration: outsideProduction({ resource: { aws_db_instance: { a: {} } } }) },
  ],
  fails: [
    {
      shows: "an instance alone",
      configuration: inProduction({ resource: { aws_db_instance: { a: { multi_az: false } } } }),
    },
    {
      shows: "a cluster of one",
      configuration: inProduction({
        resource: {
          aws_rds_cluster: { a: { cluster_identifier: "orders" } },
          aws_rds_cluster_instance: { one: { cluster_identifier: "${aws_rds_cluster.a.id}" } },
        },
      }),
    },
  ],
};
