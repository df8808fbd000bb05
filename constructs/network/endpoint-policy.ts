import type { Place } from "../../aws/arn";
import { policyDocument } from "../iam/policy-document";

/**
 * The policy of a VPC endpoint that serves the identities of one account alone, so that an intruder cannot carry data out
 * with credentials of another account. It grants nothing: what an identity may do, its own policies say.
 * Source: AWS whitepaper "Building a Data Perimeter on AWS", only trusted identities from expected networks.
 */
export const onlyIdentitiesOf = ({ accountId }: Place): string =>
  policyDocument([
    {
      sid: "IdentitiesOfThisAccount",
      actions: ["*"],
      resources: ["*"],
      principals: "anyone",
      conditions: { StringEquals: { "aws:PrincipalAccount": accountId } },
    },
  ]);
