import { Construct } from "constructs";
import type { Place } from "../../aws/arn";
import { ServiceRole } from "../iam/service-role";
import { openShells, pullImages, readSecrets, type ShellRecords, writeLogs } from "./task-permissions";

export interface TaskRolesProps {
  /** Names of the two roles, at most 64 characters each. */
  readonly names: { readonly execution: string; readonly task: string };
  /** Begins and ends with a slash: `/dev/dev/`. */
  readonly path: string;
  readonly place: Place;
  /** ARN of the policy that says what the roles may do at most. */
  readonly boundaryArn: string;
  /** Names in ECR of the repositories that the image may come from. */
  readonly repositories: readonly string[];
  readonly logGroupArn: string;
  readonly secrets: { readonly arns: readonly string[]; readonly keyArn: string };
  /**
   * Where shells in the task are recorded.
   * @default - nobody opens shells
   */
  readonly shells?: ShellRecords;
}

/**
 * The two roles of a task. ECS itself takes the execution role to start it; the application has the task role, which may
 * do nothing but what it is granted here.
 */
export class TaskRoles extends Construct {
  readonly executionRoleArn: string;
  readonly taskRoleArn: string;

  constructor(scope: Construct, id: string, props: TaskRolesProps) {
    super(scope, id);
    const { names, path, place, boundaryArn, repositories, logGroupArn, secrets, shells } = props;
    const common = { path, service: "ecs-tasks.amazonaws.com", accountId: place.accountId, boundaryArn };
    const execution = new ServiceRole(this, "execution", {
      ...common,
      name: names.execution,
      allow: [...pullImages(place, repositories), ...writeLogs(logGroupArn), ...readSecrets(place, secrets)],
    });
    const task = new ServiceRole(this, "task", {
      ...common,
      name: names.task,
      allow: shells ? openShells(shells) : [],
    });
    this.executionRoleArn = execution.arn;
    this.taskRoleArn = task.arn;
  }
}
