import { comesFromSomewhere, isFalse, isUnset, violationAt } from "../../demand";
import { one } from "../../examples";
import type { Rule } from "../../rule";
import { isUnknown, referencesIn, textIn } from "../../value";
import { ofType, type Resource, type StackView, withoutInstance } from "../../view/stack-view";

const ALARM = "aws_cloudwatch_metric_alarm";
const COMPOSITE = "aws_cloudwatch_composite_alarm";

export const alarmTellsSomebody: Rule = {
  id: "alarm-tells-somebody",
  what: "An alarm does something when it goes off, or is a part of one that does.",
  why: "An alarm that tells nobody is a picture.",
  fix: "Name a topic in `alarm_actions`, and leave `actions_enabled` at true.",
  severity: "medium",
  checks: [30],
  controls: [],
  types: [ALARM, COMPOSITE],
  judge: function* (view) {
    for (const resource of ofType(view, ALARM, COMPOSITE)) {
      const { actions_enabled: enabled = true, alarm_actions: actions } = resource.values;
      if (isFalse(enabled)) {
        yield violationAt({ resource }, "actions_enabled", "its actions are switched off");
      } else if (!comesFromSomewhere(actions) && isUnset(actions) && !isPartOfAnother(view, resource)) {
        yield violationAt({ resource }, "alarm_actions", "it tells nobody");
      }
    }
  },
  passes: [
    { shows: "a topic", configuration: one(ALARM, { alarm_actions: ["${aws_sns_topic.a.arn}"] }) },
    {
      shows: "a part of another",
      configuration: one(
        ALARM,
        { alarm_name: "cpu" },
        {
          [COMPOSITE]: {
            b: { alarm_rule: "ALARM(${aws_cloudwatch_metric_alarm.a.alarm_name})", alarm_actions: ["arn:a"] },
          },
        },
      ),
    },
  ],
  fails: [
    {
      shows: "actions that are switched off, as a text",
      configuration: one(ALARM, { alarm_actions: ["arn:aws:sns:eu-west-1:111111111111:a"], actions_enabled: "0" }),
    },

    { shows: "nothing said", configuration: one(ALARM, { alarm_name: "a" }) },
    { shows: "nobody", configuration: one(COMPOSITE, { alarm_actions: [] }) },
    { shows: "only that it is over", configuration: one(ALARM, { ok_actions: ["arn:a"] }) },
    { shows: "switched off", configuration: one(ALARM, { alarm_actions: ["arn:a"], actions_enabled: false }) },
  ],
};

function isPartOfAnother(view: StackView, alarm: Resource): boolean {
  const name = textIn(alarm.values.alarm_name);
  return ofType(view, COMPOSITE).some(({ values, refers }) => {
    const rule = values.alarm_rule;
    if ((refers?.alarm_rule ?? referencesIn(rule)).includes(withoutInstance(alarm.address))) return true;
    const text = isUnknown(rule) ? rule.template : textIn(rule);
    return name !== undefined && new RegExp(`ALARM\\("?${escaped(name)}"?\\)`).test(text ?? "");
  });
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
