import { Branch } from "@cdktf/provider-github/lib/branch";
import { BranchDefault } from "@cdktf/provider-github/lib/branch-default";
import { Construct } from "constructs";

/** The branch that a new repository begins with. An organisation can choose another one, and must not for this to work. */
const FIRST = "main";

export interface BranchesProps {
  /** A reference to the repository's name. */
  readonly repository: string;
  /** The name itself, which an import needs. */
  readonly repositoryName: string;
  /** The branch that pull requests go to. */
  readonly default: string;
  /** All branches that live for ever. */
  readonly permanent: readonly string[];
  /**
   * Whether they are there already and are taken over.
   * @default false
   */
  readonly exist?: boolean;
}

/** The branches of a repository that live for ever, and which of them pull requests go to. */
export class Branches extends Construct {
  constructor(scope: Construct, id: string, props: BranchesProps) {
    super(scope, id);
    const { repository, repositoryName, permanent, exist = false } = props;
    const made = permanent
      .filter((branch) => branch !== FIRST)
      .map((branch) => {
        const resource = new Branch(this, `branch-${branch}`, { repository, branch, sourceBranch: FIRST });
        resource.lifecycle = { preventDestroy: true };
        if (exist) resource.importFrom(`${repositoryName}:${branch}`);
        return resource;
      });
    new BranchDefault(this, "default", {
      repository,
      branch: props.default,
      ...(made.length > 0 && { dependsOn: made }),
    });
  }
}
