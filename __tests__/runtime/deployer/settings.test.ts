import { settingsIn } from "../../../runtime/deployer/settings";

const ENVIRONMENT = {
  APP: "portal",
  STAGE: "dev",
  SITE_HOST: "portal.dev.example.com",
  API_HOST: "portal-api.dev.example.com",
  WEB_BUCKET: "acme-dev-app-portal-web-111111111111",
  FUNCTION_NAME: "dev-app-portal-api",
  FUNCTION_ALIAS: "live",
  KEY_VALUE_STORE_ARN: "arn:aws:cloudfront::111111111111:key-value-store/0a1b2c3d-0000-4000-8000-000000000000",
  DEPLOYMENT_APPLICATION: "dev-deployer-portal",
  DEPLOYMENT_GROUP: "api",
  CODEBUILD_SRC_DIR: "/codebuild/output/src1/src",
  CODEBUILD_BUILD_ID: "dev-deployer-portal:0a1b2c3d-0000-4000-8000-000000000000",
  AWS_REGION: "eu-west-1",
};

it("are read from the environment of the build", () => {
  expect(settingsIn({ ...ENVIRONMENT, PATH: "/bin" })).toEqual({
    app: "portal",
    stage: "dev",
    siteHost: "portal.dev.example.com",
    apiHost: "portal-api.dev.example.com",
    webBucket: "acme-dev-app-portal-web-111111111111",
    functionName: "dev-app-portal-api",
    functionAlias: "live",
    keyValueStoreArn: ENVIRONMENT.KEY_VALUE_STORE_ARN,
    deploymentApplication: "dev-deployer-portal",
    deploymentGroup: "api",
    folder: "/codebuild/output/src1/src",
    buildId: ENVIRONMENT.CODEBUILD_BUILD_ID,
    region: "eu-west-1",
  });
});

it("say every variable that is missing or wrong, and no value", () => {
  const { APP, ...rest } = ENVIRONMENT;
  const wrong = { ...rest, SITE_HOST: "https://secret.example.com", AWS_REGION: "secret region" };
  expect(() => settingsIn(wrong)).toThrow(
    "the environment of the build will not do: APP is missing; SITE_HOST should be a host name; AWS_REGION should be a region, which CodeBuild sets. The stack of the deployer sets it: deploy that.",
  );
});

it.each(Object.keys(ENVIRONMENT))("need %s", (name) => {
  expect(() => settingsIn({ ...ENVIRONMENT, [name]: undefined })).toThrow(`${name} is missing`);
  expect(() => settingsIn({ ...ENVIRONMENT, [name]: "" })).toThrow(`${name} should be`);
  expect(() =>
    settingsIn({ ...ENVIRONMENT, [name]: `${ENVIRONMENT[name as keyof typeof ENVIRONMENT]}\n x` }),
  ).toThrow();
});
