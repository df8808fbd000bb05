import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "../iam/policy-document";

/** Days after which an image that no tag points to is deleted. */
const KEEP_UNTAGGED_DAYS = 7;

export interface ImageRepositoryProps {
  /** Name in ECR, slashes included: `dev/orders`. */
  readonly name: string;
  /** Whether a tag, once pushed, names the same image for ever, or can be pushed again. */
  readonly tags: "immutable" | "overwritable";
  /** How many tagged images stay, the newest first. Untagged ones stay a week. */
  readonly keepTagged: number;
  /** Encrypts the images. ECR gets its grant from whoever creates the repository. */
  readonly keyArn: string;
  /**
   * The repository's own policy, besides the identities of its account.
   * @default - no policy
   */
  readonly policy?: readonly Statement[];
  /**
   * Whether a plan that destroys or replaces the repository fails, as long as it is declared: whoever takes the
   * declaration away takes the guard with it (Terraform documentation, "prevent_destroy"). ECR itself deletes none that holds an image.
   * @default false
   */
  readonly preventDestroy?: boolean;
}

/** A repository of container images, each scanned when it is pushed. It cannot be deleted while it holds one. */
export class ImageRepository extends Construct {
  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    const { keepTagged, policy = [] } = props;
    const repository = this.createRepository(props);
    this.expireImages(repository, keepTagged);
    if (policy.length > 0) {
      new EcrRepositoryPolicy(this, "policy", { repository: repository.name, policy: policyDocument(policy) });
    }
  }

  private createRepository({ name, tags, keyArn, preventDestroy = false }: ImageRepositoryProps): EcrRepository {
    return new EcrRepository(this, "Resource", {
      name,
      imageTagMutability: tags === "immutable" ? "IMMUTABLE" : "MUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: keyArn }],
      forceDelete: false,
      ...(preventDestroy && { lifecycle: { preventDestroy } }),
    });
  }

  /** ECR itself spares the parts of an image for several platforms, which are untagged, as long as the whole has a tag. */
  private expireImages(repository: EcrRepository, keepTagged: number): void {
    const rules = [
      expire(1, `Untagged images go after ${KEEP_UNTAGGED_DAYS} days`, {
        tagStatus: "untagged",
        countType: "sinceImagePushed",
        countUnit: "days",
        countNumber: KEEP_UNTAGGED_DAYS,
      }),
      expire(2, `The last ${keepTagged} tagged images stay`, {
        tagStatus: "tagged",
        tagPatternList: ["*"],
        countType: "imageCountMoreThan",
        countNumber: keepTagged,
      }),
    ];
    new EcrLifecyclePolicy(this, "lifecycle", { repository: repository.name, policy: JSON.stringify({ rules }) });
  }
}

/**
 * Forbids roles to pull images, whatever their own policies allow.
 *
 * @param roles ARNs, in which `*` stands for any text: `arn:aws:iam::111111111111:role/main/prod/*`.
 */
export const rolesMayNotPull = (roles: readonly string[]): Statement => ({
  sid: "RolesMayNotPull",
  effect: "Deny",
  actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
  principals: "anyone",
  conditions: { ArnLike: { "aws:PrincipalArn": roles } },
});

const expire = (rulePriority: number, description: string, selection: object): object => ({
  rulePriority,
  description,
  selection,
  action: { type: "expire" },
});
