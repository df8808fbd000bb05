import { demand, demandSet, isTrue, valueAt } from "../../demand";
import { one } from "../../examples";
import { LOAD_BALANCERS } from "../../parse/load-balancers";
import type { Judgement, Rule } from "../../rule";
import { textIn } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

export const loadBalancerWritesAccessLogs: Rule = {
  id: "load-balancer-writes-access-logs",
  what: "Load balancers write an access log.",
  why: "Without it nobody can tell who asked for what, and from where.",
  fix: "Set access_logs with a bucket and enabled = true.",
  severity: "medium",
  checks: [21],
  controls: ["FSBP ELB.5"],
  types: LOAD_BALANCERS,
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, ...LOAD_BALANCERS)) {
      if (textIn(resource.values.load_balancer_type) === "gateway") continue;
      yield* demand({ resource }, "access_logs.enabled", isTrue, "writes no access log");
      if (isTrue(valueAt(resource.values, "access_logs.enabled"))) {
        yield* demandSet({ resource }, "access_logs.bucket", "names no bucket for its access log");
      }
    }
  },
  passes: [
    {
      shows: "a log",
      configuration: one("aws_lb", { access_logs: { bucket: "${aws_s3_bucket.b.id}", enabled: true } }),
    },
  ],
  fails: [
    { shows: "nothing said", configuration: one("aws_lb", {}) },
    { shows: "a bucket, but no log", configuration: one("aws_lb", { access_logs: [{ bucket: "logs" }] }) },
    { shows: "a log, but no bucket", configuration: one("aws_lb", { access_logs: { enabled: true, bucket: "" } }) },
  ],
};
