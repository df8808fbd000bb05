import { arnOf, bucketArn, type Place } from "../../aws/arn";
import { APP_PREFIXES } from "../api/app-keys";
import type { Statement } from "../iam/policy-document";
import { SITE_PREFIXES } from "../site/site-keys";
import { codeDeployArn, deploymentConfiguration, type Shift } from "./deployment-group";

/** What the Deployer puts a version on. */
export interface DeployScope {
  readonly place: Place;
  /** Name of the bucket of the app's site. */
  readonly webBucket: string;
  /** Name of the function behind its API. */
  readonly functionName: string;
  /** ARN of the store that says which release the site serves. */
  readonly keyValueStoreArn: string;
  /** CodeDeploy's application and its group. */
  readonly deployment: { readonly application: string; readonly group: string; readonly shift: Shift };
}

/** Beginnings of the keys that the Deployer writes in the bucket of the site. */
const WRITTEN_PREFIXES = [APP_PREFIXES.functions, SITE_PREFIXES.releases, APP_PREFIXES.versions];

/**
 * What the Deployer calls, on this one app. A test reads its calls out of the script that the build runs, and compares: none
 * may be missing here, and none too many.
 */
export const deployPermissions = (scope: DeployScope): readonly Statement[] => [
  ...files(bucketArn(scope.webBucket)),
  ...versionsOfFunction(scope),
  ...deployments(scope),
  {
    sid: "SwitchSite",
    actions: [
      "cloudfront-keyvaluestore:DescribeKeyValueStore",
      "cloudfront-keyvaluestore:GetKey",
      "cloudfront-keyvaluestore:UpdateKeys",
    ],
    resources: [scope.keyValueStoreArn],
  },
];

/**
 * What a version consists of is written once: S3 refuses whatever does not ask it to leave alone what is there (Amazon S3 user
 * guide, "Enforce conditional writes"). Lambda fetches the code of a function in the name of who updates it.
 */
const files = (arn: string): readonly Statement[] => {
  const resources = WRITTEN_PREFIXES.map((prefix) => `${arn}/${prefix}*`);
  return [
    { sid: "ReadFiles", actions: ["s3:GetObject"], resources },
    {
      sid: "WriteFilesOnce",
      actions: ["s3:PutObject"],
      resources,
      conditions: { Null: { "s3:if-none-match": "false" } },
    },
  ];
};

/** Versions and aliases are told apart behind the name of the function, so the second pattern is of this function alone. */
const versionsOfFunction = ({ place, functionName }: DeployScope): readonly Statement[] => {
  const arn = arnOf(place, "lambda", `function:${functionName}`);
  return [
    {
      sid: "PublishVersions",
      actions: [
        "lambda:GetAlias",
        "lambda:GetFunctionConfiguration",
        "lambda:PublishVersion",
        "lambda:UpdateFunctionCode",
      ],
      resources: [arn, `${arn}:*`],
    },
  ];
};

/** A deployment is created by a call that needs four permissions. Source: CodeDeploy user guide, "CodeDeploy permissions reference". */
const deployments = ({ place, deployment }: DeployScope): readonly Statement[] => {
  const { application, group, shift } = deployment;
  return [
    {
      sid: "Deploy",
      actions: ["codedeploy:CreateDeployment", "codedeploy:GetDeployment", "codedeploy:ListDeployments"],
      resources: [codeDeployArn(place, "deploymentgroup", `${application}/${group}`)],
    },
    {
      sid: "RegisterWhatIsDeployed",
      actions: ["codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision"],
      resources: [codeDeployArn(place, "application", application)],
    },
    {
      sid: "LookHowItIsDeployed",
      actions: ["codedeploy:GetDeploymentConfig"],
      resources: [codeDeployArn(place, "deploymentconfig", deploymentConfiguration(shift))],
    },
  ];
};
