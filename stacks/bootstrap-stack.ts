import type { App, ITerraformDependable } from "cdktf";
import { eventsUseKey, Key, trailUsesKey } from "../constructs/encryption/key";
import { applyPolicies } from "../constructs/iam/apply-permissions";
import type { ApplyScope } from "../constructs/iam/apply-scopes";
import { deployBoundary, planBoundary } from "../constructs/iam/boundaries";
import { boundaryArn, boundaryPath, boundaryPolicyName } from "../constructs/iam/boundary-arn";
import { GitHubProvider } from "../constructs/iam/github-provider";
import { GitHubRole } from "../constructs/iam/github-role";
import { changeNoGuards, type Guards } from "../constructs/iam/guard-permissions";
import { ManagedPolicy } from "../constructs/iam/managed-policy";
import { networkBoundary } from "../constructs/iam/network-boundary";
import type { Statement } from "../constructs/iam/policy-document";
import { RoleUseAlarm } from "../constructs/monitoring/role-use-alarm";
import { Trail } from "../constructs/monitoring/trail";
import { accessLogPrefix } from "../constructs/storage/access-logs";
import { AuditBucket, trailArn } from "../constructs/storage/audit-bucket";
import { nothingIsDeletedBut } from "../constructs/storage/keep-objects";
import { PrivateBucket } from "../constructs/storage/private-bucket";
import { nameOf } from "../model/names";
import type { GitHubRepository, Network } from "../model/organisation";
import { type PipelineRole, pipelinePath, pipelineRoleArn } from "../model/pipeline-roles";
import { stateKeyAliasName } from "../model/state";
import { BaseStack } from "./base-stack";
import { deployRole, emergencyRole, planRole, type RoleProps, type RoleStores } from "./bootstrap-roles";
import { Contract } from "./contract";

type Keys = Readonly<Record<"state" | "records" | "audit", Key>>;

/** What people put into the variables of GitHub Actions, and what the release records are written to. */
export const bootstrapContract = new Contract({
  planRoleArn: "string",
  deployRoleArn: "string",
  emergencyRoleArn: "string",
  recordBucket: "string",
});

/** How long what was replaced, and who used what, can still be looked at. */
const KEEP = { replacedDays: 90, stateVersions: 20, auditDays: 365 } as const;

/**
 * What must be there before anything else can be planned or deployed: where states lie, whom the account trusts, and what
 * records it. It is applied by an administrator of the account, the first time with a state on their own machine
 * (docs/runbooks/bootstrap.md); no role that it makes may change it.
 */
export class BootstrapStack extends BaseStack {
  constructor(app: App, network: Network, github: GitHubRepository) {
    super(app, `${network.name}-bootstrap`, {
      network,
      kind: "bootstrap",
      dataClass: "confidential",
      source: network.source,
    });
    const keys = this.createKeys(network);
    const audit = this.createAudit(network, keys.audit);
    this.createStateBucket(network, keys.state, audit);
    const recordBucket = this.createRecordBucket(network, keys.records, audit);
    const roles = this.createRoles(network, github, keys);
    this.createAlarm(network, keys.audit);
    this.publish(bootstrapContract, { ...roles, recordBucket });
  }

  /** One key for each kind of secret, so that who may read records may not read states. */
  private createKeys(network: Network): Keys {
    const { name } = network;
    const { place } = this;
    const create = (purpose: string, alias: string, description: string, allow: readonly Statement[] = []) =>
      new Key(this, `${purpose}-key`, { alias, description, place, allow, preventDestroy: true });
    const trail = guardsAccount(network) ? trailUsesKey(place, trailArn(place, trailName(network))) : [];
    return {
      state: create("state", stateKeyAliasName(network), `Terraform states of the network ${name}`),
      records: create("records", nameOf("key", name, "records"), `Release records of the network ${name}`),
      audit: create("audit", nameOf("key", name, "audit"), `Alarms on the emergency role of ${name}, and the trail`, [
        eventsUseKey(place, alarmName(network)),
        ...trail,
      ]),
    };
  }

  private createAudit(network: Network, key: Key): AuditBucket {
    const { place } = this;
    const own = guardsAccount(network);
    const bucket = new AuditBucket(this, "audit", {
      name: network.auditBucket,
      place,
      accessTo: { state: network.state.bucket, records: network.recordBucket },
      retentionDays: KEEP.auditDays,
      ...(own && { trailArn: trailArn(place, trailName(network)) }),
    });
    if (own) new Trail(this, "trail", { name: trailName(network), bucket: bucket.name, keyArn: key.arn });
    return bucket;
  }

  private createStateBucket({ state }: Network, { arn: keyArn }: Key, audit: AuditBucket): void {
    new PrivateBucket(this, "state", {
      name: state.bucket,
      encryption: { keyArn },
      expireAfterDays: "never",
      keepReplacedDays: KEEP.replacedDays,
      keepReplacedVersions: KEEP.stateVersions,
      accessLogs: { bucket: audit.name, prefix: accessLogPrefix("state") },
      allow: nothingIsDeletedBut(state.bucket, "*.tflock"),
      preventDestroy: true,
    });
  }

  private createRecordBucket({ recordBucket }: Network, { arn: keyArn }: Key, audit: AuditBucket): string {
    return new PrivateBucket(this, "records", {
      name: recordBucket,
      encryption: { keyArn },
      expireAfterDays: "never",
      keepReplacedDays: KEEP.replacedDays,
      accessLogs: { bucket: audit.name, prefix: accessLogPrefix("records") },
      preventDestroy: true,
    }).name;
  }

  private createBoundaries(
    network: Network,
    { states, records }: RoleStores,
  ): Readonly<Record<"plan" | "deploy", string>> {
    const { name } = network;
    const scope = this.scopeOf(network);
    const create = (id: string, description: string, statements: readonly Statement[]) =>
      new ManagedPolicy(this, id, { name: `${name}-${id}`, path: pipelinePath(network), description, statements }).arn;
    new ManagedPolicy(this, "boundary", {
      name: boundaryPolicyName(name),
      path: boundaryPath(name),
      description: `What any role of the network ${name} may do at most`,
      statements: networkBoundary(scope),
    });
    return {
      plan: create("plan-boundary", "What planning may do at most", planBoundary(states, records)),
      deploy: create("deploy-boundary", "What deploying may do at most", deployBoundary(scope, states, records)),
    };
  }

  private createRoles(network: Network, github: GitHubRepository, keys: Keys) {
    const stores = {
      states: { bucket: network.state.bucket, keyArn: keys.state.arn },
      records: { bucket: network.recordBucket, keyArn: keys.records.arn },
    };
    const { plan, deploy } = this.createBoundaries(network, stores);
    const guards = changeNoGuards(this.guardsOf(network, Object.values(keys)));
    const source = { network, github };
    const after = this.createProvider(network);
    const create = (role: PipelineRole, props: RoleProps) =>
      new GitHubRole(this, `${role}-role`, { ...props, after }).arn;
    return {
      planRoleArn: create("plan", planRole({ ...source, boundaryArn: plan }, stores)),
      deployRoleArn: create(
        "deploy",
        deployRole({ ...source, boundaryArn: deploy }, stores, guards, this.createApplyPolicies(network)),
      ),
      emergencyRoleArn: create("emergency", emergencyRole(source, guards)),
    };
  }

  /** An account has one provider for GitHub; the other networks in it know its ARN. */
  private createProvider(network: Network): readonly ITerraformDependable[] {
    return guardsAccount(network) ? [new GitHubProvider(this, "github").resource] : [];
  }

  private createApplyPolicies(network: Network): Readonly<Record<string, string>> {
    const policies = Object.entries(applyPolicies(this.scopeOf(network)));
    return Object.fromEntries(
      policies.map(([id, statements]) => {
        const name = `${network.name}-deploy-${id}`;
        const description = `What deploying the network ${network.name} changes: ${id}`;
        const props = { name, path: pipelinePath(network), description, statements };
        return [id, new ManagedPolicy(this, `deploy-${id}`, props).arn];
      }),
    );
  }

  private createAlarm(network: Network, key: Key): void {
    new RoleUseAlarm(this, "emergency-alarm", {
      name: alarmName(network),
      place: this.place,
      roleArn: pipelineRoleArn(network, "emergency"),
      keyArn: key.arn,
      emails: network.alarmEmails,
    });
  }

  private scopeOf({ name, organisation, account, environments }: Network): ApplyScope {
    return {
      organisation,
      place: this.place,
      network: name,
      environments: environments.map((environment) => environment.name),
      boundaryArn: boundaryArn(account.id, name),
    };
  }

  private guardsOf(network: Network, keys: readonly Key[]): Guards {
    const { name, account, state, recordBucket, auditBucket } = network;
    return {
      place: this.place,
      boundaryArn: boundaryArn(account.id, name),
      buckets: [state.bucket, recordBucket, auditBucket],
      auditBucket,
      keyArns: keys.map(({ arn }) => arn),
      aliases: [stateKeyAliasName(network), nameOf("key", name, "records"), nameOf("key", name, "audit")],
      alarmName: alarmName(network),
    };
  }
}

/** Whether the network makes what its account has once. */
const guardsAccount = ({ name, account }: Network): boolean => account.guardedBy === name;

const trailName = ({ name }: Network): string => `${name}-trail`;

const alarmName = ({ name }: Network): string => nameOf("topic", name, "emergency");
