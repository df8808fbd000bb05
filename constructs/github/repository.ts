import {
  Repository as GithubRepository,
  type RepositorySecurityAndAnalysis,
} from "@cdktf/provider-github/lib/repository";
import { RepositoryDependabotSecurityUpdates } from "@cdktf/provider-github/lib/repository-dependabot-security-updates";
import { Construct } from "constructs";
import { waive } from "../waive";

export interface RepositoryProps {
  readonly name: string;
  readonly description: string;
  /** Why the repository is public, and until when; without it, it is not. */
  readonly publicBecause?: { readonly because: string; readonly owner: string; readonly until: string };
  /**
   * Who sees it when it is not public: its teams, or everybody in the enterprise.
   * @default "private"
   */
  readonly visibility?: "private" | "internal";
  /** How secret scanning of repositories that are not public is bought. */
  readonly secretProtection: "standalone" | "advanced-security";
  /** Whether each pull request becomes one commit; otherwise it may also be merged as it is. */
  readonly squashOnly: boolean;
  /**
   * Whether it is there already and is taken over.
   * @default false
   */
  readonly exists?: boolean;
}

/**
 * A repository: closed, scanned for secrets, warned of vulnerable dependencies. It is never deleted: Terraform refuses to,
 * and would archive it.
 */
export class Repository extends Construct {
  /** A reference to it, so that what names the repository comes after it. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: RepositoryProps) {
    super(scope, id);
    const { name, description, publicBecause, visibility = "private", squashOnly, exists = false } = props;
    const repository = new GithubRepository(this, "repository", {
      name,
      description,
      visibility: publicBecause ? "public" : visibility,
      hasIssues: true,
      hasProjects: false,
      hasWiki: false,
      hasDiscussions: false,
      allowMergeCommit: !squashOnly,
      allowSquashMerge: true,
      allowRebaseMerge: false,
      allowAutoMerge: true,
      allowUpdateBranch: true,
      deleteBranchOnMerge: true,
      squashMergeCommitTitle: "PR_TITLE",
      squashMergeCommitMessage: "PR_BODY",
      ...(!squashOnly && { mergeCommitTitle: "PR_TITLE", mergeCommitMessage: "PR_BODY" }),
      // Without a first commit there is no branch to protect.
      autoInit: true,
      archiveOnDestroy: true,
      vulnerabilityAlerts: true,
      securityAndAnalysis: secretScanning(props),
      lifecycle: { preventDestroy: true, ...(exists && { ignoreChanges: ["auto_init"] }) },
    });
    if (exists) repository.importFrom(name);
    if (publicBecause) {
      const { because, owner, until } = publicBecause;
      waive(repository, { rule: "repository-is-not-public", reason: because, owner, expires: until });
    }
    this.name = repository.name;
    new RepositoryDependabotSecurityUpdates(this, "security-updates", {
      repository: repository.name,
      enabled: true,
    });
  }
}

/**
 * The provider refuses `advanced_security` for public repositories, where it is always on, and where secret scanning is
 * bought by itself (provider documentation, `github_repository`, `security_and_analysis`).
 */
function secretScanning({ publicBecause, secretProtection }: RepositoryProps): RepositorySecurityAndAnalysis {
  const enabled = { status: "enabled" };
  return {
    ...(!publicBecause && secretProtection === "advanced-security" && { advancedSecurity: enabled }),
    secretScanning: enabled,
    secretScanningPushProtection: enabled,
  };
}
