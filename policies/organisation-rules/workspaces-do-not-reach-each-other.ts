import type { OrganisationRule, StackJudgement } from "../organisation-rule";
import type { StackView } from "../view/stack-view";
import { usesOf } from "../workspaces/uses";
import { type Workspace, type Workspaces, workspacesIn } from "../workspaces/workspaces";

const stack = (workspace: string, resource: object, data: object = {}) => ({
  "//": { infra: { kind: "customer", workspace } },
  terraform: { backend: { s3: { bucket: "states", key: `dev-customer-${workspace}` } } },
  provider: { aws: [{ region: "eu-west-1", allowed_account_ids: ["111111111111"] }] },
  resource,
  data,
});

const policy = (actions: string, resources: string, effect = "Allow") => ({
  aws_iam_role_policy: {
    a: { policy: JSON.stringify({ Statement: [{ Effect: effect, Action: actions, Resource: resources }] }) },
  },
});

const secret = (name: string) => ({ aws_secretsmanager_secret: { a: { name } } });
const SECRETS = "arn:aws:secretsmanager:eu-west-1:111111111111:secret:dev";
const READ = "secretsmanager:GetSecretValue";

export const workspacesDoNotReachEachOther: OrganisationRule = {
  id: "workspaces-do-not-reach-each-other",
  what: "No stack of one workspace reaches anything of another: its state, groups, roles, secrets, keys, logs or prefixes.",
  why: "One customer's services then read or disturb those of another.",
  fix: "Name the things of the own workspace alone; what several need belongs to a shared stack.",
  severity: "critical",
  checks: [15],
  controls: [],
  judge: function* (views) {
    const workspaces = workspacesIn(views);
    if (workspaces.all.length < 2) return;
    for (const workspace of workspaces.all) {
      for (const view of workspace.views) {
        yield* foreignStates(view, workspace, workspaces);
        yield* foreignThings(view, workspace, workspaces);
      }
    }
  },
  passes: [
    {
      shows: "each its own secrets",
      configurations: {
        acme: stack("acme", { ...secret("dev/acme/db"), ...policy(READ, `${SECRETS}/acme/*`) }),
        umbrella: stack("umbrella", { ...secret("dev/umbrella/db"), ...policy(READ, `${SECRETS}/umbrella/*`) }),
      },
    },
    {
      shows: "the secrets of the other one, denied",
      configurations: {
        acme: stack("acme", secret("dev/acme/db")),
        umbrella: stack("umbrella", policy(READ, `${SECRETS}/acme/*`, "Deny")),
      },
    },
    {
      shows: "everything of a service in which neither has anything",
      configurations: {
        acme: stack("acme", secret("dev/acme/db")),
        umbrella: stack("umbrella", policy("ecr:GetAuthorizationToken", "*")),
      },
    },
  ],
  fails: [
    {
      shows: "a pattern that takes in the secrets of the other one",
      configurations: {
        acme: stack("acme", secret("dev/acme/db")),
        umbrella: stack("umbrella", policy(READ, `${SECRETS}/*`)),
      },
    },
    {
      shows: "everything of a service in which the other one has something",
      configurations: {
        acme: stack("acme", secret("dev/acme/db")),
        umbrella: stack("umbrella", policy("secretsmanager:*", "*")),
      },
    },
    {
      shows: "the state of the other one, and so its security group",
      configurations: {
        acme: stack("acme", { aws_security_group: { a: { name: "acme" } } }),
        umbrella: stack(
          "umbrella",
          {
            aws_vpc_security_group_ingress_rule: {
              a: { referenced_security_group_id: "${data.terraform_remote_state.acme.outputs.group_id}" },
            },
          },
          { terraform_remote_state: { acme: { config: { bucket: "states", key: "dev-customer-acme" } } } },
        ),
      },
    },
    {
      shows: "a trust in a role of the other one",
      configurations: {
        acme: stack("acme", { aws_iam_role: { a: { name: "task", path: "/ws/acme/" } } }),
        umbrella: stack("umbrella", {
          aws_iam_role: {
            a: {
              name: "task",
              path: "/ws/umbrella/",
              assume_role_policy: JSON.stringify({
                Statement: {
                  Effect: "Allow",
                  Action: "sts:AssumeRole",
                  Principal: { AWS: "arn:aws:iam::111111111111:role/ws/acme/task" },
                },
              }),
            },
          },
        }),
      },
    },
    {
      shows: "a grant on the key of the other one",
      configurations: {
        acme: stack("acme", { aws_kms_alias: { a: { name: "alias/acme" } } }),
        umbrella: stack("umbrella", { aws_kms_grant: { a: { key_id: "alias/acme" } } }),
      },
    },
    {
      shows: "the prefix of the other one in a bucket that both share",
      configurations: {
        acme: stack("acme", policy("s3:GetObject", "arn:aws:s3:::shared/acme/*")),
        umbrella: stack("umbrella", policy("s3:GetObject", "arn:aws:s3:::shared/*")),
      },
    },
    {
      shows: "the log group of the other one",
      configurations: {
        acme: stack("acme", { aws_cloudwatch_log_group: { a: { name: "/dev/acme/orders" } } }),
        umbrella: stack("umbrella", {
          aws_cloudwatch_log_subscription_filter: { a: { log_group_name: "/dev/acme/orders" } },
        }),
      },
    },
  ],
};

/** Whoever reads the state of another workspace holds its groups, keys and addresses in hand. */
function* foreignStates(view: StackView, own: Workspace, workspaces: Workspaces): Iterable<StackJudgement> {
  for (const resource of view.data) {
    if (resource.type !== "terraform_remote_state") continue;
    const owner = workspaces.ownerOfState(resource.values.config);
    if (owner === undefined || owner === own.name) continue;
    const message = `it reads the state of the workspace ${owner}`;
    yield { stack: view.id, resource, path: "config.key", answer: "violation", message };
  }
}

function* foreignThings(view: StackView, own: Workspace, workspaces: Workspaces): Iterable<StackJudgement> {
  for (const resource of [...view.resources, ...view.data]) {
    for (const use of usesOf(resource)) {
      const found = workspaces.reachedBy(use, own);
      if (!found) continue;
      const message = `it reaches ${found.what} of the workspace ${found.workspace} by ${JSON.stringify(use.text)}`;
      yield { stack: view.id, resource, path: use.path, answer: "violation", message };
    }
  }
}
