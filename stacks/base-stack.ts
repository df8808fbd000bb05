import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, DataTerraformRemoteStateS3, S3Backend, type TerraformProvider, TerraformStack } from "cdktf";
import type { Place } from "../aws/arn";
import { GLOBAL_REGION } from "../aws/global-region";
import type { Network } from "../model/organisation";
import type { Retirement } from "../model/retirements";
import { stateKeyArn } from "../model/state";
import { idleWaivers, inWords, judge, refusing } from "../policies/judge";
import { ORGANISATION_RULES } from "../policies/organisation-rules";
import type { Finding } from "../policies/rule";
import { RULES } from "../policies/rules";
import { viewOfConfiguration } from "../policies/view/from-configuration";
import type { Contract, OutputKinds, ValuesOf } from "./contract";

/** Context of an app whose stacks are written although they break rules: so that a plan can tell which, and be refused. */
export const TELL_FINDINGS = "infra:tell-findings";

/** The Terraform versions that may plan and apply: S3 locks its own states since 1.11. */
const TERRAFORM_VERSION = "~> 1.11";

/** Locks states in S3 itself. cdktf 0.21 has no type for it and passes it through (added in open-constructs/cdk-terrain#234). */
const USE_LOCKFILE = { useLockfile: true };

export interface BaseStackProps {
  /** The network that the stack belongs to, and so its account, its region, and the branch that deploys it. */
  readonly network: Network;
  /** Which of the classes in this folder it is: `network`, `service`. */
  readonly kind: string;
  /**
   * The environment that it belongs to.
   * @default - the stack belongs to the network as a whole
   */
  readonly environment?: string;
  /**
   * The customer whose workspace it is, by id: nothing of another workspace may be reached from it.
   * @default - the stack is shared
   */
  readonly workspace?: string;
  /**
   * How secret the data are that lie in it; the tag `data-class` of everything in it.
   * @default "internal"
   */
  readonly dataClass?: "public" | "internal" | "confidential" | "restricted";
  /**
   * Whether production depends on it: stricter rules hold then.
   * @default - as the network
   */
  readonly production?: boolean;
  /** The catalogue file that it comes from. */
  readonly source: string;
  /**
   * Tags of every resource in the stack; they win over the network's.
   * @default {}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Makes the provider of the stack, which then has no other.
   * @default - AWS, in the network's account and region, with the network's tags
   */
  readonly provider?: (stack: BaseStack) => TerraformProvider;
}

/** What a producer hands on: a stack, and the contract of its outputs. */
export interface Outputs<K extends OutputKinds> {
  readonly producer: BaseStack;
  readonly contract: Contract<K>;
}

/**
 * What every stack has: its provider, its state, its tags and its labels.
 *
 * @throws Error when the app already has a stack of that id (cdktf would overwrite its file silently), or when the stack
 * is not put directly under the app (cdktf then writes it under its last name alone).
 */
export abstract class BaseStack extends TerraformStack {
  /** Where everything in the stack stands. */
  protected readonly place: Place;
  private readonly network: Network;
  private readonly tags: Readonly<Record<string, string>>;
  private global: AwsProvider | undefined;
  private found: readonly Finding[] = [];

  protected constructor(app: App, id: string, props: BaseStackProps) {
    const { network, kind, environment, workspace, production = network.production, source, provider } = props;
    if (!App.isApp(app)) throw new Error(`stack "${id}" must stand directly under the app`);
    if (app.node.tryFindChild(id))
      throw new Error(`two stacks have the id "${id}"; rename one of the things they are made from`);
    super(app, id);
    // Validations of the app run once all stacks are there; aspects that are added to an app never do (cdktf 0.21).
    if (app.node.tryGetContext(TELL_FINDINGS) !== true) {
      app.node.addValidation({ validate: () => refusing(this.found).map(inWords) });
    }
    this.place = { accountId: network.account.id, region: network.region };
    this.network = network;
    this.tags = tagsOf(props);
    if (provider) provider(this);
    else this.createAwsProvider("aws", network.region);
    new S3Backend(this, {
      ...stateOf(network, id),
      encrypt: true,
      kmsKeyId: stateKeyArn(network),
      allowedAccountIds: [network.account.id],
      ...USE_LOCKFILE,
    });
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    // What the stack is, for people and for the `infra` command. Terraform ignores the key "//".
    this.addOverride("//.infra", {
      kind,
      network: network.name,
      ...(environment && { environment }),
      ...(workspace && { workspace }),
      ...(production && { production }),
      ...(network.account.quotas && { quotas: network.account.quotas }),
      source,
    });
  }

  /**
   * Says in the stack's labels what of it may be destroyed although it holds data: a plan that destroys anything else that
   * does is refused (operations/plan/leaving-data.ts).
   */
  public markRetiring({ addresses, reason, owner, backup, because, until }: Retirement): void {
    this.addOverride("//.infra.retiring", {
      ...(addresses && { addresses }),
      reason,
      owner,
      backup,
      ...(because !== undefined && { because }),
      until,
    });
  }

  /** What the rules of policies/ find in the stack; filled when it was synthesized. */
  public get findings(): readonly Finding[] {
    return this.found;
  }

  // biome-ignore lint/suspicious/noExplicitAny: cdktf's own type.
  public override toTerraform(): any {
    const configuration = super.toTerraform();
    const view = viewOfConfiguration(this.node.id, configuration);
    const found = judge(RULES, view);
    this.found = [
      ...found,
      ...idleWaivers(
        RULES,
        view,
        found,
        ORGANISATION_RULES.map(({ id }) => id),
      ),
    ];
    return configuration;
  }

  /**
   * AWS in the same account, in the region of its services without regions: for what CloudFront takes from there alone.
   * Stacks that do not ask for it have none. Whatever is made with it is in the state under this alias, so a stack that
   * leaves keeps it (retiring-stack.ts), and it is never renamed.
   */
  protected inGlobalRegion(): AwsProvider {
    this.global ??= this.createAwsProvider("aws-global", GLOBAL_REGION, "us_east_1");
    return this.global;
  }

  private createAwsProvider(id: string, region: string, alias?: string): AwsProvider {
    return new AwsProvider(this, id, {
      region,
      ...(alias !== undefined && { alias }),
      allowedAccountIds: [this.network.account.id],
      defaultTags: [{ tags: this.tags }],
    });
  }

  /** Publishes the values of a contract, and returns what other stacks need to read them. */
  protected publish<K extends OutputKinds>(contract: Contract<K>, values: ValuesOf<K>): Outputs<K> {
    contract.publish(this, values);
    return { producer: this, contract };
  }

  /** The values that another stack published; this stack then deploys after it. */
  protected read<K extends OutputKinds>({ producer, contract }: Outputs<K>): ValuesOf<K> {
    const id = producer.node.id;
    const known = this.node.tryFindChild(id) as DataTerraformRemoteStateS3 | undefined;
    if (!known) this.addDependency(producer);
    return contract.read(known ?? new DataTerraformRemoteStateS3(this, id, stateOf(producer.network, id)));
  }
}

/** What everything in a stack is tagged with. What no service alone owns belongs to the kind of its stack. */
const tagsOf = ({ network, kind, environment, workspace, dataClass = "internal", tags = {} }: BaseStackProps) => ({
  ...network.tags,
  service: kind,
  "data-class": dataClass,
  ...(environment && { environment }),
  ...(workspace && { workspace }),
  ...tags,
});

/** Where the state of a stack lies. */
const stateOf = (network: Network, stackId: string) => ({ ...network.state, key: stackId });
