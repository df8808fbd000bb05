import { APPLY_ACTIONS, serviceOf } from "../../aws/apply-actions";
import { READ_VERBS } from "../../aws/read-verbs";
import type { GitHubRepository, Network } from "../../model/organisation";
import { BootstrapStack } from "../../stacks/bootstrap-stack";
import { aGitHubRepository, aNetwork, anEnvironment } from "../support/organisation";
import { type Attributes, resourceOf, resourcesOf, type SynthesizedJson, synthesize } from "../support/synthesize";
import { synthesizedStacks } from "../support/synthesized-stacks";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const bootstrapOf = (
  fields: Partial<Network> = {},
  github: GitHubRepository = aGitHubRepository(),
): SynthesizedJson => {
  const network = aNetwork(fields);
  return synthesize((app) => new BootstrapStack(app, network, github))[`${network.name}-bootstrap`] as SynthesizedJson;
};

const statementsIn = (policy: unknown): readonly PolicyStatement[] => JSON.parse(String(policy)).Statement;
const roleOf = (stack: SynthesizedJson, name: string): Attributes => resourceOf(stack, "aws_iam_role", `${name}-role`);
const trustsOf = (stack: SynthesizedJson, name: string) =>
  statementsIn(roleOf(stack, name).assume_role_policy).map(({ Condition }) => Condition?.StringEquals);
const trustOf = (stack: SynthesizedJson, name: string) => {
  const [first, ...others] = trustsOf(stack, name);
  expect(others).toEqual([]);
  return first;
};
const claim = (name: string) => `token.actions.githubusercontent.com:${name}`;
const policiesOf = (stack: SynthesizedJson, role: string) => ({
  attached: Object.entries(resourcesOf(stack, "aws_iam_role_policy_attachment"))
    .filter(([id]) => id.startsWith(`${role}-role_`))
    .map(([, { policy_arn }]) => policy_arn),
  inline: Object.entries(resourcesOf(stack, "aws_iam_role_policy"))
    .filter(([id]) => id.startsWith(`${role}-role_`))
    .map(([, { name }]) => name),
});
const sidsOf = (stack: SynthesizedJson, id: string) =>
  statementsIn(resourceOf(stack, "aws_iam_role_policy", id).policy).map(({ Sid }) => Sid);

const stack = bootstrapOf();

/** What Terraform makes in the buckets of sites and of apps, and so reads at each plan. */
const OWN_OBJECTS = [
  "arn:aws:s3:::equipweb-dev-sites-*/stage.json",
  "arn:aws:s3:::equipweb-dev-sites-*/errors/404.html",
  "arn:aws:s3:::equipweb-dev-app-*/stage.json",
  "arn:aws:s3:::equipweb-dev-app-*/errors/404.html",
  "arn:aws:s3:::equipweb-dev-app-*/functions/placeholder.zip",
];

describe("the stack", () => {
  test("says that what it holds is confidential, and where it comes from", () => {
    expect((stack as { provider?: unknown }).provider).toMatchObject({
      aws: [{ default_tags: [{ tags: { "data-class": "confidential" } }] }],
    });
    expect((stack as { "//"?: unknown })["//"]).toMatchObject({
      infra: { kind: "bootstrap", network: "dev", source: "catalogue/networks/dev.yaml" },
    });
  });
});

describe("where states lie", () => {
  test("is a guarded bucket, whose replaced versions stay for 90 days, and the newest 20 of each state longer", () => {
    expect(resourceOf(stack, "aws_s3_bucket", "state_")).toEqual({
      bucket: "equipweb-dev-state-111111111111",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(resourceOf(stack, "aws_s3_bucket_versioning", "state_").versioning_configuration).toEqual({
      status: "Enabled",
    });
    expect(resourceOf(stack, "aws_s3_bucket_lifecycle_configuration", "state_").rule).toMatchObject([
      {
        expiration: [{ expired_object_delete_marker: true }],
        noncurrent_version_expiration: [{ noncurrent_days: 90, newer_noncurrent_versions: 20 }],
      },
    ]);
  });

  test("is encrypted with a guarded key of its own, by the alias that backends name", () => {
    const key = ref("aws_kms_key.state-key_0BCBF700.arn");
    expect(resourceOf(stack, "aws_s3_bucket_server_side_encryption_configuration", "state_").rule).toMatchObject([
      { apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: key } },
    ]);
    expect(resourceOf(stack, "aws_kms_key", "state-key")).toMatchObject({
      description: "Terraform states of the network dev",
      enable_key_rotation: true,
      lifecycle: { prevent_destroy: true },
    });
    expect(resourceOf(stack, "aws_kms_alias", "state-key").name).toBe("alias/dev-state");
  });

  test("lets nobody delete a state, only locks, and nobody in without TLS", () => {
    expect(statementsIn(resourceOf(stack, "aws_s3_bucket_policy", "state_").policy).map(({ Sid }) => Sid)).toEqual([
      "NothingIsDeleted",
      "NoVersionIsDeleted",
      "NothingWithoutTls",
    ]);
  });

  test("has every access written down in another bucket", () => {
    expect(resourceOf(stack, "aws_s3_bucket_logging", "state_")).toMatchObject({
      target_bucket: ref("aws_s3_bucket_policy.audit_bucket_policy_A63B2C30.bucket"),
      target_prefix: "access/state/",
    });
  });
});

describe("where release records lie", () => {
  test("is a guarded bucket with a key of its own, written down as well, whose replaced versions stay for 90 days", () => {
    expect(resourceOf(stack, "aws_s3_bucket", "records_")).toEqual({
      bucket: "equipweb-dev-records-111111111111",
      force_destroy: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(resourceOf(stack, "aws_s3_bucket_server_side_encryption_configuration", "records_").rule).toMatchObject([
      {
        apply_server_side_encryption_by_default: {
          kms_master_key_id: ref("aws_kms_key.records-key_62313C6C.arn"),
        },
      },
    ]);
    expect(resourceOf(stack, "aws_s3_bucket_lifecycle_configuration", "records_").rule).toMatchObject([
      {
        expiration: [{ expired_object_delete_marker: true }],
        noncurrent_version_expiration: [{ noncurrent_days: 90 }],
      },
    ]);
    expect(resourceOf(stack, "aws_s3_bucket_logging", "records_")).toMatchObject({
      target_bucket: ref("aws_s3_bucket_policy.audit_bucket_policy_A63B2C30.bucket"),
      target_prefix: "access/records/",
    });
    expect(resourceOf(stack, "aws_kms_key", "records-key")).toMatchObject({
      description: "Release records of the network dev",
      lifecycle: { prevent_destroy: true },
    });
    expect(resourceOf(stack, "aws_kms_alias", "records-key").name).toBe("alias/dev-records");
  });
});

describe("what records who did what", () => {
  test("is a trail of the account, in a bucket that keeps a year", () => {
    expect(resourceOf(stack, "aws_cloudtrail")).toMatchObject({
      name: "dev-trail",
      s3_bucket_name: ref("aws_s3_bucket_policy.audit_bucket_policy_A63B2C30.bucket"),
      kms_key_id: ref("aws_kms_key.audit-key_4BE096DD.arn"),
    });
    expect(resourceOf(stack, "aws_s3_bucket", "audit_").bucket).toBe("equipweb-dev-audit-111111111111");
    expect(resourceOf(stack, "aws_s3_bucket_lifecycle_configuration", "audit_").rule).toMatchObject([
      { expiration: [{ days: 365 }] },
    ]);
    expect(
      statementsIn(resourceOf(stack, "aws_s3_bucket_policy", "audit_").policy).map(({ Sid, Condition }) => [
        Sid,
        Condition?.ArnLike?.["aws:SourceArn"],
      ]),
    ).toEqual([
      ["AccessToStateIsLogged", "arn:aws:s3:::equipweb-dev-state-111111111111"],
      ["AccessToRecordsIsLogged", "arn:aws:s3:::equipweb-dev-records-111111111111"],
      ["TrailFindsBucket", undefined],
      ["TrailWrites", undefined],
      ["NothingWithoutTls", undefined],
    ]);
  });

  test("is encrypted with a guarded key that EventBridge and the trail may use", () => {
    const key = resourceOf(stack, "aws_kms_key", "audit-key");
    expect(key).toMatchObject({
      description: "Alarms on the emergency role of dev, and the trail",
      lifecycle: { prevent_destroy: true },
    });
    expect(statementsIn(key.policy).map(({ Sid }) => Sid)).toEqual([
      "AccountAdministersKey",
      "EventsPublishToTopic",
      "TrailEncryptsLogs",
      "TrailLooksAtKey",
    ]);
    expect(resourceOf(stack, "aws_kms_alias", "audit-key").name).toBe("alias/dev-audit");
  });
});

describe("the role that plans", () => {
  test("is taken for pull requests of this repository, and by one workflow file of the default branch, in one environment", () => {
    expect(trustsOf(stack, "plan")).toEqual([
      {
        [claim("aud")]: "sts.amazonaws.com",
        [claim("sub")]: "repo:equipweb@148205917/infra@1043718265:pull_request",
        [claim("repository_id")]: "1043718265",
      },
      {
        [claim("aud")]: "sts.amazonaws.com",
        [claim("sub")]: "repo:equipweb@148205917/infra@1043718265:environment:dev-inspect",
        [claim("repository_id")]: "1043718265",
        [claim("ref")]: "refs/heads/dev",
        [claim("job_workflow_ref")]: "equipweb/infra/.github/workflows/drift.yml@refs/heads/dev",
      },
    ]);
  });

  test("reads what AWS's policy for reading lets it, but no content, within a boundary", () => {
    expect(roleOf(stack, "plan")).toMatchObject({
      name: "dev-plan",
      path: "/bootstrap/dev/",
      description: "Reads the network dev for the plan in a pull request, and to find drift",
      max_session_duration: 3600,
      permissions_boundary: ref("aws_iam_policy.plan-boundary_D6407A6D.arn"),
      depends_on: ["aws_iam_openid_connect_provider.github_6EF23427"],
    });
    expect(policiesOf(stack, "plan")).toEqual({
      attached: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
      inline: ["read-deployments", "read-no-content", "read-states"],
    });
    expect(sidsOf(stack, "plan-role_read-no-content")).toEqual([
      "ReadNoContent",
      "ReadNoOtherObjects",
      "DecryptNothingElse",
    ]);
  });

  test("writes nothing, not even locks, for pull requests are planned without", () => {
    expect(sidsOf(stack, "plan-role_read-states")).toEqual(["FindStates", "ReadStates", "DecryptStates"]);
    expect(sidsOf(stack, "plan-role_read-deployments")).toEqual(["FindRecords", "ReadDeployments", "DecryptRecords"]);
    const forbidden = statementsIn(resourceOf(stack, "aws_iam_role_policy", "plan-role_read-no-content").policy);
    expect(forbidden.filter(({ Condition }) => Condition !== undefined)).toEqual([]);
    expect(forbidden.slice(1).map(({ NotResource }) => NotResource)).toEqual([
      [
        "arn:aws:s3:::equipweb-dev-state-111111111111/*",
        "arn:aws:s3:::equipweb-dev-records-111111111111/deployments/*",
        ...OWN_OBJECTS,
      ],
      [ref("aws_kms_key.state-key_0BCBF700.arn"), ref("aws_kms_key.records-key_62313C6C.arn")],
    ]);
  });
});

describe("the role that deploys", () => {
  test("is taken in one environment, by one workflow file, on one branch", () => {
    expect(trustOf(stack, "deploy")).toEqual({
      [claim("aud")]: "sts.amazonaws.com",
      [claim("sub")]: "repo:equipweb@148205917/infra@1043718265:environment:dev",
      [claim("repository_id")]: "1043718265",
      [claim("ref")]: "refs/heads/dev",
      [claim("job_workflow_ref")]: "equipweb/infra/.github/workflows/deploy.yml@refs/heads/dev",
    });
  });

  test("changes what deployments change, reads no content, and changes no guard, within a boundary", () => {
    expect(roleOf(stack, "deploy")).toMatchObject({
      name: "dev-deploy",
      path: "/bootstrap/dev/",
      description: "Applies what was merged to the branch dev",
      max_session_duration: 7200,
      permissions_boundary: ref("aws_iam_policy.deploy-boundary_2772BDFC.arn"),
    });
    expect(policiesOf(stack, "deploy")).toEqual({
      attached: [
        ref("aws_iam_policy.deploy-access_FDEE6D67.arn"),
        ref("aws_iam_policy.deploy-apis_DD8B3B82.arn"),
        ref("aws_iam_policy.deploy-compute_F5B69AF1.arn"),
        ref("aws_iam_policy.deploy-data_06E53831.arn"),
        ref("aws_iam_policy.deploy-delivery_2CD0CC80.arn"),
        ref("aws_iam_policy.deploy-edge_165CC386.arn"),
        ref("aws_iam_policy.deploy-network_CFE79BE4.arn"),
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        ref("aws_iam_policy.deploy-storage_FDACDEA5.arn"),
      ],
      inline: ["change-no-guards", "deployments", "read-no-content", "states"],
    });
    expect(sidsOf(stack, "deploy-role_deployments")).toEqual([
      "FindRecords",
      "ReadDeployments",
      "DecryptRecords",
      "ReadLocks",
      "WriteDeployments",
      "EncryptRecords",
    ]);
    expect(sidsOf(stack, "deploy-role_states")).toEqual([
      "FindStates",
      "ReadStates",
      "DecryptStates",
      "WriteStates",
      "ReleaseLocks",
      "EncryptStates",
    ]);
    const forbidden = statementsIn(resourceOf(stack, "aws_iam_role_policy", "deploy-role_read-no-content").policy);
    expect(forbidden.map(({ Condition }) => Condition)).toEqual([
      undefined,
      undefined,
      { StringNotEquals: { "kms:EncryptionContext:SecretVersionId": "RequestToValidateKeyAccess" } },
    ]);
    expect(forbidden.slice(1).map(({ NotResource }) => NotResource)).toEqual([
      [
        "arn:aws:s3:::equipweb-dev-state-111111111111/*",
        "arn:aws:s3:::equipweb-dev-records-111111111111/deployments/*",
        "arn:aws:s3:::equipweb-dev-records-111111111111/locks/*",
        ...OWN_OBJECTS,
      ],
      [ref("aws_kms_key.state-key_0BCBF700.arn"), ref("aws_kms_key.records-key_62313C6C.arn")],
    ]);
  });

  test("changes neither itself nor what else stands here", () => {
    const guards = statementsIn(resourceOf(stack, "aws_iam_role_policy", "deploy-role_change-no-guards").policy);
    const guarded = (sid: string) => guards.find(({ Sid }) => Sid === sid)?.Resource;
    expect(guards.every(({ Effect }) => Effect === "Deny")).toBe(true);
    expect(guarded("ChangeNoPipelineRoles")).toEqual([
      "arn:aws:iam::111111111111:role/bootstrap/*",
      "arn:aws:iam::111111111111:policy/bootstrap/*",
      "arn:aws:iam::111111111111:policy/dev/dev-boundary",
    ]);
    expect(guarded("ChangeNoBuckets")).toEqual(
      ["state", "records", "audit"].flatMap((purpose) => [
        `arn:aws:s3:::equipweb-dev-${purpose}-111111111111`,
        `arn:aws:s3:::equipweb-dev-${purpose}-111111111111/*`,
      ]),
    );
    expect(guarded("ForgeNoRecords")).toBe("arn:aws:s3:::equipweb-dev-audit-111111111111/*");
    expect(guarded("ChangeNoKeys")).toEqual([
      ref("aws_kms_key.state-key_0BCBF700.arn"),
      ref("aws_kms_key.records-key_62313C6C.arn"),
      ref("aws_kms_key.audit-key_4BE096DD.arn"),
      "arn:aws:kms:eu-west-1:111111111111:alias/dev-state",
      "arn:aws:kms:eu-west-1:111111111111:alias/dev-records",
      "arn:aws:kms:eu-west-1:111111111111:alias/dev-audit",
    ]);
    expect(guarded("SilenceNoAlarm")).toEqual([
      "arn:aws:events:eu-west-1:111111111111:rule/dev-emergency",
      "arn:aws:sns:eu-west-1:111111111111:dev-emergency",
    ]);
  });
});

describe("the role for emergencies", () => {
  test("is taken in an environment of its own, asked for in the region where the alarm hears of it", () => {
    expect(trustOf(stack, "emergency")).toEqual({
      [claim("aud")]: "sts.amazonaws.com",
      [claim("sub")]: "repo:equipweb@148205917/infra@1043718265:environment:dev-break-glass",
      [claim("repository_id")]: "1043718265",
      [claim("ref")]: "refs/heads/dev",
      [claim("job_workflow_ref")]: "equipweb/infra/.github/workflows/break-glass.yml@refs/heads/dev",
      "aws:RequestedRegion": "eu-west-1",
    });
  });

  test("may do much, make nobody, and silence nothing", () => {
    expect(roleOf(stack, "emergency")).toMatchObject({
      name: "dev-emergency",
      path: "/bootstrap/dev/",
      description: "Repairs the network dev in an emergency; its use raises an alarm",
      max_session_duration: 3600,
      permissions_boundary: "arn:aws:iam::aws:policy/PowerUserAccess",
    });
    expect(policiesOf(stack, "emergency")).toEqual({
      attached: ["arn:aws:iam::aws:policy/PowerUserAccess"],
      inline: ["change-no-guards"],
    });
    const guards = statementsIn(resourceOf(stack, "aws_iam_role_policy", "emergency-role_change-no-guards").policy);
    expect(guards.at(-1)).toEqual({
      Sid: "UnsubscribeNobody",
      Effect: "Deny",
      Action: ["sns:SetSubscriptionAttributes", "sns:Unsubscribe"],
      Resource: "*",
    });
    expect(guards.slice(0, -1)).toEqual(
      statementsIn(resourceOf(stack, "aws_iam_role_policy", "deploy-role_change-no-guards").policy),
    );
  });

  test("raises an alarm that tells the network's people", () => {
    const rule = resourceOf(stack, "aws_cloudwatch_event_rule");
    expect(rule.name).toBe("dev-emergency");
    expect(JSON.parse(String(rule.event_pattern)).detail.requestParameters).toEqual({
      roleArn: ["arn:aws:iam::111111111111:role/bootstrap/dev/dev-emergency"],
    });
    expect(resourceOf(stack, "aws_sns_topic")).toEqual({
      name: "dev-emergency",
      kms_master_key_id: ref("aws_kms_key.audit-key_4BE096DD.arn"),
    });
    expect(resourceOf(stack, "aws_sns_topic_subscription").endpoint).toBe("sre@equipweb.biz");
  });
});

describe("the boundaries", () => {
  test("have names and paths by which stacks and people find them", () => {
    const named = Object.values(resourcesOf(stack, "aws_iam_policy")).map(({ path, name, description }) => [
      `${path}${name}`,
      description,
    ]);
    expect(Object.fromEntries(named)).toEqual({
      "/dev/dev-boundary": "What any role of the network dev may do at most",
      "/bootstrap/dev/dev-plan-boundary": "What planning may do at most",
      "/bootstrap/dev/dev-deploy-boundary": "What deploying may do at most",
      "/bootstrap/dev/dev-deploy-access": "What deploying the network dev changes: access",
      "/bootstrap/dev/dev-deploy-apis": "What deploying the network dev changes: apis",
      "/bootstrap/dev/dev-deploy-compute": "What deploying the network dev changes: compute",
      "/bootstrap/dev/dev-deploy-data": "What deploying the network dev changes: data",
      "/bootstrap/dev/dev-deploy-delivery": "What deploying the network dev changes: delivery",
      "/bootstrap/dev/dev-deploy-edge": "What deploying the network dev changes: edge",
      "/bootstrap/dev/dev-deploy-network": "What deploying the network dev changes: network",
      "/bootstrap/dev/dev-deploy-storage": "What deploying the network dev changes: storage",
    });
  });
});

describe("two networks in one account", () => {
  const account = { name: "development", id: "111111111111", guardedBy: "dev" };
  const second = bootstrapOf({ name: "main", account, environments: [anEnvironment({ name: "prod" })] });

  test("have one provider and one trail: the other network refers to them by name", () => {
    for (const type of ["aws_iam_openid_connect_provider", "aws_cloudtrail"]) {
      expect(Object.keys(resourcesOf(stack, type))).toHaveLength(1);
      expect(resourcesOf(second, type)).toEqual({});
    }
    for (const role of Object.values(resourcesOf(second, "aws_iam_role"))) {
      expect(statementsIn(role.assume_role_policy)[0]).toMatchObject({
        Principal: { Federated: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com" },
      });
      expect(role.depends_on).toBeUndefined();
    }
    const { policy } = resourceOf(second, "aws_kms_key", "audit-key");
    expect(statementsIn(policy).map(({ Sid }) => Sid)).toEqual(["AccountAdministersKey", "EventsPublishToTopic"]);
    expect(statementsIn(resourceOf(second, "aws_s3_bucket_policy", "audit_").policy).map(({ Sid }) => Sid)).toEqual([
      "AccessToStateIsLogged",
      "AccessToRecordsIsLogged",
      "NothingWithoutTls",
    ]);
  });
});

test("a repository that emits legacy subjects is trusted by those", () => {
  const legacy = bootstrapOf({}, aGitHubRepository({ subjects: "legacy" }));
  expect(
    ["plan", "deploy", "emergency"].flatMap((role) => trustsOf(legacy, role)).map((each) => each?.[claim("sub")]),
  ).toEqual([
    "repo:equipweb/infra:pull_request",
    "repo:equipweb/infra:environment:dev-inspect",
    "repo:equipweb/infra:environment:dev",
    "repo:equipweb/infra:environment:dev-break-glass",
  ]);
});

test("the stack tells what GitHub needs to know", () => {
  expect(stack.output).toEqual({
    plan_role_arn: { value: ref("aws_iam_role.plan-role_B3C54B95.arn") },
    deploy_role_arn: { value: ref("aws_iam_role.deploy-role_C69923DD.arn") },
    emergency_role_arn: { value: ref("aws_iam_role.emergency-role_4329DB05.arn") },
    record_bucket: { value: ref("aws_s3_bucket_policy.records_policy_A099306D.bucket") },
  });
});

/** Stacks grow; what may be done with them is written down by type, and here is who tells that one is missing. */
describe("the stacks that are deployed", () => {
  const stacks = [...synthesizedStacks()].map(([id, json]) => [id, json as unknown as SynthesizedJson] as const);
  const ofAws = stacks.filter(([id]) => !id.endsWith("-bootstrap"));
  const typesIn = (all: readonly (readonly [string, SynthesizedJson])[]) => [
    ...new Set(all.flatMap(([, { resource = {} }]) => Object.keys(resource)).filter((type) => type.startsWith("aws_"))),
  ];

  test("have no type of resource that deploying may not change", () => {
    expect(typesIn(ofAws).filter((type) => !APPLY_ACTIONS[type])).toEqual([]);
  });

  test("are made of services that planning may look at", () => {
    const services = [...new Set(Object.values(APPLY_ACTIONS).flat().map(serviceOf))];
    expect(services.filter((service) => !READ_VERBS[service])).toEqual([]);
  });

  test("have no role that may do more than the boundary of its network", () => {
    const beyond = ofAws.flatMap(([id, each]) => {
      const network = (each as unknown as { "//": { infra: { network: string } } })["//"].infra.network;
      const bootstrap = stacks.find(([name]) => name === `${network}-bootstrap`)?.[1] as SynthesizedJson;
      const within = statementsIn(resourceOf(bootstrap, "aws_iam_policy", "boundary_").policy).flatMap(
        ({ Action }) => Action,
      );
      return Object.values(resourcesOf(each, "aws_iam_role_policy"))
        .flatMap(({ policy }) => statementsIn(policy).flatMap(({ Action }) => Action))
        .filter((action) => !within.includes(action))
        .map((action) => `${id}: ${action}`);
    });
    expect(beyond).toEqual([]);
  });
});
