import { rotationText } from "../../model/secrets";
import type { UnfilledSecret } from "./filling";
import type { SecretOverview } from "./overview";
import type { PlacedSecret } from "./placed-secrets";
import type { WriteKind } from "./write-secret";

/** What will be written where. Says nothing of the value, not even its length. */
export function whereText(kind: WriteKind, secret: PlacedSecret, endpoint: string | undefined): string {
  const { name, account, region, stackId, variables, owner, rotation } = secret;
  return [
    `${kind === "set" ? "The first value" : "Another value"} for the secret ${name}`,
    `  account  ${account.name} (${account.id})${endpoint === undefined ? "" : `, emulated at ${endpoint}`}`,
    `  region   ${region}`,
    `  read by  ${stackId}, as ${variables.join(", ")}`,
    `  owner    ${owner}; rotated ${rotationText(rotation)}`,
  ].join("\n");
}

/** What was done, and what is left to do. */
export function doneText(kind: WriteKind, { name, stackId, region, cluster }: PlacedSecret): string {
  if (kind === "set") return `${name} is filled. Tasks of ${stackId} that start from now on get it.`;
  return [
    `${name} has another value; the one before is kept as AWSPREVIOUS until the next rotation.`,
    `Tasks read it when they start, so restart ${stackId}:`,
    `  aws ecs update-service --region ${region} --cluster ${cluster} --service ${stackId} --force-new-deployment`,
  ].join("\n");
}

/** One sentence for each secret that its service cannot read. */
export function unfilledText({ secret, because }: UnfilledSecret): string {
  const { service, environment, stackId, name, variables, owner } = secret;
  const variable = variables.join(", ");
  switch (because) {
    case "missing":
      return `${service} in ${environment} cannot start: its secret ${name} (${variable}) does not exist yet. Deploy the stack ${stackId}, then let ${owner} fill it.`;
    case "deleted":
      return `${service} in ${environment} cannot start: its secret ${name} (${variable}) was deleted and waits for its end. Restore it.`;
    case "empty":
      return `${service} in ${environment} cannot start: its secret ${name} (${variable}) was never filled. ${owner} fills it: infra secret set ${service} ${environment} ${variables[0]}`;
  }
}

/** Headings of the table of secrets. */
export const HEADINGS = [
  "secret",
  "variable",
  "stack",
  "environment",
  "owner",
  "status",
  "last changed",
  "rotation due",
] as const;

/** A secret as a row of that table. */
export const cellsOf = (secret: SecretOverview): readonly string[] => [
  secret.name,
  secret.variables.join(", "),
  secret.stack,
  secret.environment,
  secret.owner,
  STATUS[secret.status],
  dayOf(secret.changed),
  secret.overdue ? `${dayOf(secret.due)}, overdue` : dayOf(secret.due),
];

const STATUS: Readonly<Record<SecretOverview["status"], string>> = {
  filled: "filled",
  empty: "empty",
  missing: "not created",
  deleted: "deleted",
  "not-asked": "other account",
};

const dayOf = (time: string | undefined): string => time?.slice(0, 10) ?? "-";
