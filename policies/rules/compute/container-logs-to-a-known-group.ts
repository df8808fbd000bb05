import { comesFromSomewhere, isTrue, isUnset, unknownAt, valueAt, violationAt } from "../../demand";
import { task } from "../../example-task";
import { ofEachContainer, TASK_DEFINITION, type TaskContainer } from "../../parse/task-containers";
import type { Judgement, Rule } from "../../rule";
import { type Block, isBlock, isUnknown, textIn } from "../../value";
import { ofType, type StackView } from "../../view/stack-view";

const GROUP = "logConfiguration.options.awslogs-group";
const CREATE = "logConfiguration.options.awslogs-create-group";
const DRIVER = "logConfiguration.logDriver";

export const containerLogsToAKnownGroup: Rule = {
  id: "container-logs-to-a-known-group",
  what: "A container writes its output to a log group that Terraform makes, or hands it to a log router.",
  why: "A group that the agent makes has no key and keeps everything for ever; without a driver nobody sees what is said.",
  fix: "Set the log driver awslogs with the name of an `aws_cloudwatch_log_group`, and leave out `awslogs-create-group`.",
  severity: "medium",
  checks: [17],
  controls: ["FSBP ECS.9"],
  types: [TASK_DEFINITION],
  judge: (view) => ofEachContainer(view, (container) => judgeLogs(view, container)),
  passes: [
    {
      shows: "a group of the stack",
      configuration: task(
        {
          logConfiguration: {
            logDriver: "awslogs",
            options: { "awslogs-group": "${aws_cloudwatch_log_group.a.name}" },
          },
        },
        {},
        { aws_cloudwatch_log_group: { a: { name: "/a" } } },
      ),
    },
    {
      shows: "a group of the stack by its name",
      configuration: task(
        { logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/a" } } },
        {},
        { aws_cloudwatch_log_group: { a: { name: "/a" } } },
      ),
    },
    { shows: "a log router", configuration: task({ logConfiguration: { logDriver: "awsfirelens" } }) },
  ],
  fails: [
    { shows: "no driver", configuration: task({}) },
    { shows: "a file on the machine", configuration: task({ logConfiguration: { logDriver: "json-file" } }) },
    { shows: "no group", configuration: task({ logConfiguration: { logDriver: "awslogs" } }) },
    {
      shows: "a group that nobody makes",
      configuration: task({ logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/a" } } }),
    },
    {
      shows: "a group that the agent makes",
      configuration: task(
        {
          logConfiguration: {
            logDriver: "awslogs",
            options: { "awslogs-group": "/a", "awslogs-create-group": "true" },
          },
        },
        {},
        { aws_cloudwatch_log_group: { a: { name: "/a" } } },
      ),
    },
  ],
};

function* judgeLogs(view: StackView, container: TaskContainer): Iterable<Judgement> {
  const driver = valueAt(container.block, DRIVER);
  if (isUnknown(driver)) yield unknownAt(container, DRIVER);
  else if (driver === "awslogs") yield* judgeGroup(view, container);
  else if (isUnset(driver)) yield violationAt(container, DRIVER, "it writes its output nowhere");
  else if (driver !== "awsfirelens") yield violationAt(container, DRIVER, `its output goes to ${String(driver)}`);
}

function* judgeGroup(view: StackView, container: TaskContainer): Iterable<Judgement> {
  const options = valueAt(container.block, "logConfiguration.options");
  const { "awslogs-group": group, "awslogs-create-group": create }: Block = isBlock(options) ? options : {};
  if (isUnknown(options) || (isUnknown(group) && !comesFromSomewhere(group))) yield unknownAt(container, GROUP);
  else if (isUnset(group)) yield violationAt(container, GROUP, "it names no log group");
  else if (typeof group === "string" && !isMade(view, group)) {
    // In a plan, the name may be that of a group in another stack, put in already.
    yield view.settings === undefined
      ? unknownAt(container, GROUP, `whether Terraform makes the group ${group} stands in no part of this stack`)
      : violationAt(container, GROUP, `no log group ${group} is made here`);
  }
  if (isTrue(create)) yield violationAt(container, CREATE, "the agent makes its log group");
}

const isMade = (view: StackView, name: string): boolean =>
  ofType(view, "aws_cloudwatch_log_group").some(({ values }) => textIn(values.name) === name);
