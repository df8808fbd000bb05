import type { Place } from "../../aws/arn";
import { policyDocument, type Statement } from "../iam/policy-document";

/**
 * The policy of a VPC endpoint that serves the identities of one account alone, so that an intruder cannot carry data out
 * with credentials of another account. It grants nothing: what an identity may do, its own policies say.
 * Source: AWS whitepaper "Building a Data Perimeter on AWS", only trusted identities from expected networks.
 */
export const onlyIdentitiesOf = (place: Place): string => policyDocument([identitiesOf(place)]);

/**
 * The same for S3, where AWS itself keeps two things in buckets of its own and hands them out without credentials of the
 * account: image layers of ECR, and packages of Amazon Linux 2023. They can be read, and nothing be left there.
 * Source: ECR User Guide, "Minimum Amazon S3 bucket permissions for Amazon ECR"; aws-samples/data-perimeter-policy-examples,
 * `s3_endpoint_policy.json`.
 */
export const onlyIdentitiesOfAndDownloadsFromAws = (place: Place): string =>
  policyDocument([
    identitiesOf(place),
    {
      sid: "DownloadsFromAws",
      actions: ["s3:GetObject"],
      resources: [
        `arn:aws:s3:::prod-${place.region}-starport-layer-bucket/*`,
        `arn:aws:s3:::al2023-repos-${place.region}-de612dc2/*`,
      ],
      principals: "anyone",
    },
  ]);

const identitiesOf = ({ accountId }: Place): Statement => ({
  sid: "IdentitiesOfThisAccount",
  actions: ["*"],
  resources: ["*"],
  principals: "anyone",
  conditions: { StringEquals: { "aws:PrincipalAccount": accountId } },
});
