import type { App } from "cdktf";
import { iamArn } from "../aws/arn";
import { Key } from "../constructs/encryption/key";
import { ImageRepository, rolesMayNotPull } from "../constructs/registry/image-repository";
import { nameOf } from "../model/names";
import type { Network, ImageRepository as Repository } from "../model/organisation";
import { BaseStack } from "./base-stack";

/** How many tagged images stay. A release is kept for as long as a rollback to it is thinkable. */
const KEEP = { releases: 50, snapshots: 20 } as const;

/**
 * Where the images of a network's services lie. Each service has two repositories: one for releases, whose tags never
 * change, and one for snapshots, whose tags are pushed again and again. ECR can keep both in one (by
 * `IMMUTABLE_WITH_EXCLUSION`), which provider 5.100 does not know (hashicorp/terraform-provider-aws#43569).
 */
export class RegistryStack extends BaseStack {
  constructor(app: App, network: Network) {
    super(app, `${network.name}-registry`, { network, kind: "registry", source: network.source });
    const key = this.createKey(network);
    for (const repository of network.repositories) {
      this.createReleases(network, repository, key);
      this.createSnapshots(network, repository, key);
    }
  }

  private createKey({ name, production }: Network): Key {
    return new Key(this, "key", {
      alias: nameOf("key", name, "registry"),
      description: `Images of the network ${name}`,
      place: this.place,
      preventDestroy: production,
    });
  }

  private createReleases({ production }: Network, { name, release }: Repository, key: Key): void {
    new ImageRepository(this, `${name}-release`, {
      name: release,
      tags: "immutable",
      keepTagged: KEEP.releases,
      keyArn: key.arn,
      preventDestroy: production,
    });
  }

  /** What runs in production was released: its roles cannot pull snapshots, even if their own policies let them. */
  private createSnapshots(network: Network, { name, snapshot }: Repository, key: Key): void {
    const roles = productionRoles(network);
    new ImageRepository(this, `${name}-snapshot`, {
      name: snapshot,
      tags: "overwritable",
      keepTagged: KEEP.snapshots,
      keyArn: key.arn,
      policy: roles.length > 0 ? [rolesMayNotPull(roles)] : [],
    });
  }
}

/** The roles of production environments; the path of each role names its network and its environment. */
const productionRoles = ({ name, account, environments }: Network): readonly string[] =>
  environments
    .filter(({ protection }) => protection === "production")
    .map((environment) => iamArn(account.id, `role/${name}/${environment.name}/*`));
