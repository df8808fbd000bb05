import { z } from "zod";

/** Where and as what a package is deployed; the build project says it in its environment. */
export interface Settings {
  /** The app whose packages are deployed. */
  readonly app: string;
  readonly stage: string;
  /** `portal.dev.example.com`: the key of the site's entry. */
  readonly siteHost: string;
  /** `portal-api.dev.example.com` */
  readonly apiHost: string;
  readonly webBucket: string;
  readonly functionName: string;
  /** Name of the alias of the function that the API calls. */
  readonly functionAlias: string;
  readonly keyValueStoreArn: string;
  /** Name of CodeDeploy's application. */
  readonly deploymentApplication: string;
  /** Name of its deployment group. */
  readonly deploymentGroup: string;
  /** The folder that CodeBuild unpacked the package to. */
  readonly folder: string;
  /** Id of the build, which the site's entry names as who switched it. */
  readonly buildId: string;
  readonly region: string;
}

/** The environment will not do. The message names every variable and what it should be. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

const text = (pattern: RegExp, expected: string) => z.string("is missing").regex(pattern, `should be ${expected}`);

const name = (expected: string) => text(/^[\w.-]{1,255}$/, expected);

const host = text(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/, "a host name");

const schema = z.object({
  APP: text(/^[a-z][a-z0-9-]*$/, "the name of an app"),
  STAGE: text(/^[a-z][a-z0-9-]*$/, "the name of a stage"),
  SITE_HOST: host,
  API_HOST: host,
  WEB_BUCKET: name("the name of a bucket"),
  FUNCTION_NAME: name("the name of a function"),
  FUNCTION_ALIAS: name("the name of an alias"),
  KEY_VALUE_STORE_ARN: text(
    /^arn:aws[\w-]*:cloudfront::\d{12}:key-value-store\/[\w-]+$/,
    "the ARN of a key-value store",
  ),
  DEPLOYMENT_APPLICATION: name("the name of CodeDeploy's application"),
  DEPLOYMENT_GROUP: name("the name of its deployment group"),
  CODEBUILD_SRC_DIR: text(/^\/[^\p{C}]+$/u, "the folder of the package, which CodeBuild sets"),
  CODEBUILD_BUILD_ID: text(/^[\w:/.-]{1,200}$/, "the id of the build, which CodeBuild sets"),
  AWS_REGION: text(/^[a-z]{2,4}(-[a-z]+)+-\d+$/, "a region, which CodeBuild sets"),
});

/**
 * The settings in an environment. Values are in no message.
 *
 * @throws SettingsError
 */
export function settingsIn(environment: Readonly<Record<string, string | undefined>>): Settings {
  const read = schema.safeParse(environment);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new SettingsError(
      `the environment of the build will not do: ${faults.join("; ")}. The stack of the deployer sets it: deploy that.`,
    );
  }
  const { data } = read;
  return {
    app: data.APP,
    stage: data.STAGE,
    siteHost: data.SITE_HOST,
    apiHost: data.API_HOST,
    webBucket: data.WEB_BUCKET,
    functionName: data.FUNCTION_NAME,
    functionAlias: data.FUNCTION_ALIAS,
    keyValueStoreArn: data.KEY_VALUE_STORE_ARN,
    deploymentApplication: data.DEPLOYMENT_APPLICATION,
    deploymentGroup: data.DEPLOYMENT_GROUP,
    folder: data.CODEBUILD_SRC_DIR,
    buildId: data.CODEBUILD_BUILD_ID,
    region: data.AWS_REGION,
  };
}
