import { isUnset, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Rule } from "../../rule";
import { type Block, blocksIn, isUnknown, itemsIn, type Value } from "../../value";
import { about, ofType } from "../../view/stack-view";

const BUDGET = "aws_budgets_budget";
const ACTION = "aws_budgets_budget_action";

export const budgetTellsSomebody: Rule = {
  id: "budget-tells-somebody",
  what: "A budget tells somebody before it is used up, or acts itself.",
  why: "A budget that tells nobody saves nothing.",
  fix: "Add a `notification` with addresses or a topic.",
  severity: "medium",
  checks: [30],
  controls: [],
  types: [BUDGET],
  judge: function* (view) {
    for (const resource of ofType(view, BUDGET)) {
      const notifications = itemsIn(resource.values.notification);
      const tells = notifications.some(isUnknown) || blocksIn(notifications).some(hasReader);
      if (!tells && about(view, resource, ACTION, "budget_name", ["name"]).length === 0) {
        yield violationAt({ resource }, "notification", "it tells nobody");
      }
    }
  },
  passes: [
    {
      shows: "an address",
      configuration: one(BUDGET, { notification: { subscriber_email_addresses: ["a@example.com"] } }),
    },
    {
      shows: "a topic",
      configuration: one(BUDGET, { notification: [{ subscriber_sns_topic_arns: ["${aws_sns_topic.a.arn}"] }] }),
    },
    {
      shows: "an action",
      configuration: one(BUDGET, { name: "a" }, { [ACTION]: { a: { budget_name: "${aws_budgets_budget.a.name}" } } }),
    },
  ],
  fails: [
    { shows: "nothing said", configuration: one(BUDGET, { name: "a" }) },
    {
      shows: "nobody",
      configuration: one(BUDGET, { notification: [{ threshold: 80, subscriber_email_addresses: [] }] }),
    },
  ],
};

const hasReader = ({ subscriber_email_addresses: addresses, subscriber_sns_topic_arns: topics }: Block): boolean =>
  [addresses, topics].some((value: Value | undefined) => !isUnset(value));
