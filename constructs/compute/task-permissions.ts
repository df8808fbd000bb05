import { arnOf, type Place } from "../../aws/arn";
import type { Statement } from "../iam/policy-document";

/** Lets a task pull the images of some repositories, and of no others. */
export const pullImages = (place: Place, repositories: readonly string[]): readonly Statement[] => [
  // The token opens no repository by itself, and ECR knows no resource for this action.
  { sid: "SignInToRegistry", actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
  {
    sid: "PullImages",
    actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    resources: repositories.map((name) => arnOf(place, "ecr", `repository/${name}`)),
  },
];

/** Lets a task write to one log group, which exists already. */
export const writeLogs = (logGroupArn: string): readonly Statement[] => [
  { sid: "WriteLogs", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logGroupArn}:*`] },
];

/** Lets a task read some secrets, and use their key through Secrets Manager alone. No secrets, no statement. */
export const readSecrets = (
  { region }: Place,
  { arns, keyArn }: { readonly arns: readonly string[]; readonly keyArn: string },
): readonly Statement[] =>
  arns.length === 0
    ? []
    : [
        { sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: arns },
        {
          sid: "DecryptSecrets",
          actions: ["kms:Decrypt"],
          resources: [keyArn],
          conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
        },
      ];

/** Where shells in the tasks of a cluster are recorded, and by which key they are encrypted. */
export interface ShellRecords {
  readonly clusterName: string;
  readonly logGroupArn: string;
  readonly keyArn: string;
}

/**
 * Lets the agent in a task open a shell for people (ECS Exec), encrypted on its way and recorded in the cluster's
 * group. Source: Amazon ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec"; the encryption context is that
 * of aws/amazon-ssm-agent.
 */
export const openShells = ({ clusterName, logGroupArn, keyArn }: ShellRecords): readonly Statement[] => [
  {
    sid: "OpenShells",
    actions: [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
    // Session Manager knows no resource for these actions.
    resources: ["*"],
  },
  // The agent looks for its group among all; reading names is all that this allows.
  { sid: "FindShellRecords", actions: ["logs:DescribeLogGroups"], resources: ["*"] },
  {
    sid: "RecordShells",
    actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    resources: [`${logGroupArn}:*`],
  },
  {
    sid: "DecryptShells",
    actions: ["kms:Decrypt"],
    resources: [keyArn],
    // The key encrypts more than shells. The agent names the session's target, which begins with the cluster.
    conditions: { StringLike: { "kms:EncryptionContext:aws:ssm:TargetId": `ecs:${clusterName}_*` } },
  },
];
