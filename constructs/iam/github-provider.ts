import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { iamArn } from "../../aws/arn";

/** Who signs the tokens of jobs on GitHub. */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** Whom the tokens are for: what the action that fetches credentials asks for by default. */
export const GITHUB_AUDIENCE = "sts.amazonaws.com";

/** ARN of an account's provider, of which there is one for each issuer: known without reading any state. */
export const githubProviderArn = (accountId: string): string => iamArn(accountId, `oidc-provider/${GITHUB_ISSUER}`);

/**
 * Lets roles of an account trust tokens of GitHub. By itself it opens nothing.
 *
 * Without thumbprints: AWS trusts the authorities that sign GitHub's certificate by itself, and a list of one's own broke
 * when GitHub changed its certificate (aws-actions/configure-aws-credentials#357).
 */
export class GitHubProvider extends Construct {
  /** For roles that must not be made before it. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.resource = new IamOpenidConnectProvider(this, "Resource", {
      url: `https://${GITHUB_ISSUER}`,
      clientIdList: [GITHUB_AUDIENCE],
      lifecycle: { preventDestroy: true },
    });
  }
}
