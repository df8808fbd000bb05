import { stringify } from "yaml";
import { APP_FILES, appWith, DEV, PROD } from "../../support/apps";
import { edited, type Files, problemsWith } from "../../support/catalogue";

const withApp = (text: string, files: Files = {}): readonly string[] =>
  problemsWith({ ...APP_FILES, ...files, "apps/portal.yaml": text });

const FILE = "catalogue/apps/portal.yaml";

/** The app in one stage of an environment of its own. */
const inEnvironment = (environment: string, fields: object = {}) =>
  appWith({}, { stages: [{ ...DEV, environment }], ...fields });

const environment = (name: string, domain: string, network = "dev"): Files => ({
  [`environments/${name}.yaml`]: `name: ${name}\nnetwork: ${network}\ndomain: ${domain}\nprotection: none\n`,
});

const other = (fields: object, stages = [DEV]): string => appWith({}, { host: "other", stages, ...fields });

describe("an app that will do", () => {
  test("has nothing said of it", () => {
    expect(withApp(appWith())).toEqual([]);
  });

  test("may have plain settings, and hosts that are like others", () => {
    expect(
      withApp(
        appWith({ dev: { variables: { GREETING: "Hello" } } }, { host: "users-portal", variables: { LEVEL: "1" } }),
      ),
    ).toEqual([]);
  });
});

const CASES: Readonly<Record<string, readonly [text: string, problems: readonly string[], files?: Files]>> = {
  "of no team": [
    appWith({}, { team: "fronted" }),
    [`${FILE}:3:7  team names "fronted", which is no team | Did you mean "frontend"?`],
  ],
  "of no repository": [
    appWith({}, { repository: "portla" }),
    [`${FILE}:4:13  repository names "portla", which is no repository | Did you mean "portal"?`],
  ],
  "of a repository without a number": [
    appWith(),
    [
      `${FILE}:4:13  the repository portal has no id, so nothing tells it from another one of that name | Set id in catalogue/repositories/portal.yaml to its number on GitHub: gh api repos/<owner>/portal --jq .id`,
    ],
    { "repositories/portal.yaml": "name: portal\nkind: application\ndescription: The portal.\nowners: frontend\n" },
  ],
  "in no environment": [
    inEnvironment("devv"),
    [`${FILE}:6:18  environment names "devv", which is no environment | Did you mean "dev"?`],
  ],
  "with two stages in one environment": [
    appWith({}, { stages: [DEV, DEV] }),
    [`${FILE}:9:18  the app portal has two stages in dev | Name each environment once.`],
  ],
  "whose new versions take over production at once": [
    appWith({ prod: { shift: "all-at-once" } }),
    [`${FILE}:11:12  prod is production, and a new version of portal would take all requests at once | Use canary.`],
  ],
  "with a secret among its settings": [
    appWith({}, { variables: { DATABASE_PASSWORD: "x" } }),
    [
      `${FILE}:12:3  DATABASE_PASSWORD looks like a secret, and plain settings can be read by many | Take it away: functions of apps are given no secrets.`,
    ],
  ],
  "with a secret among the settings of a stage": [
    appWith({ dev: { variables: { API_TOKEN: "x" } } }),
    [
      `${FILE}:10:7  API_TOKEN looks like a secret, and plain settings can be read by many | Take it away: functions of apps are given no secrets.`,
    ],
  ],
  "with a setting that Lambda makes": [
    appWith({}, { variables: { AWS_REGION: "eu-west-2" } }),
    [`${FILE}:12:3  AWS_REGION cannot be set: Lambda sets it by itself | Use another name.`],
  ],
  "with a setting that its stack makes": [
    appWith({ dev: { variables: { WEB_ORIGIN: "https://x" } } }),
    [`${FILE}:10:7  WEB_ORIGIN cannot be set: it is where the pages of the app's site come from | Use another name.`],
  ],
  "with the host of a service": [
    appWith({}, { host: "shop" }),
    [`${FILE}:6:18  shop.dev.equipweb.biz is the host of shop in dev | Set another host.`],
  ],
  "whose API has the host of a service": [
    appWith({}, { host: "my" }),
    [`${FILE}:6:18  my-api.dev.equipweb.biz is the host of shop in dev | Set another host.`],
    edited("services/shop.yaml", "name: shop\n", "name: shop\nhost: my-api\n"),
  ],
  "with the host of another app": [
    other({ host: "admin" }),
    [
      `${FILE}:6:18  admin.dev.equipweb.biz is the host of dev-app-admin | Set another host.`,
      `${FILE}:6:18  admin-api.dev.equipweb.biz is the host of dev-app-admin | Set another host.`,
    ],
    { "apps/admin.yaml": other({ name: "admin", host: undefined }) },
  ],
  "whose host is that of another app's API": [
    other({ host: "admin-api" }),
    [`${FILE}:6:18  admin-api.dev.equipweb.biz is the host of dev-app-admin | Set another host.`],
    { "apps/admin.yaml": other({ name: "admin", host: undefined }) },
  ],
  "with the domain of a network as its host": [
    appWith({}, { host: "dev", stages: [PROD] }),
    [`${FILE}:6:18  dev.equipweb.biz is the domain of dev | Set another host.`],
  ],
  "with the domain of an environment as its host": [
    appWith({}, { host: "qa", stages: [DEV] }),
    [`${FILE}:6:18  qa.dev.equipweb.biz is the domain of qa | Set another host.`],
    environment("qa", "qa.dev.equipweb.biz"),
  ],
  "with the suffix of sites as its host": [
    appWith({}, { host: "qro", stages: [DEV] }),
    [`${FILE}:6:18  qro.dev.equipweb.biz is the suffix of dev-sites-qro | Set another host.`],
    { "sites/qro.yaml": sites("qro.dev.equipweb.biz") },
  ],
  "with a host that no certificate is given to": [
    inEnvironment("far", { host: "a".repeat(59) }),
    [
      `${FILE}:6:18  ${"a".repeat(59)}.far.dev.equipweb.biz has 80 characters, and there are certificates for at most 64 | Set a shorter host.`,
      `${FILE}:6:18  ${"a".repeat(59)}-api.far.dev.equipweb.biz has 84 characters, and there are certificates for at most 64 | Set a shorter host.`,
    ],
    environment("far", "far.dev.equipweb.biz"),
  ],
  "whose name another one has": [
    appWith(),
    [`catalogue/apps/portal2.yaml:1:7  the name "portal" is taken by another app | It stands in ${FILE}:1.`],
    { "apps/portal2.yaml": appWith() },
  ],
  "whose stack would have the id of another one's": [
    other({ name: "b" }, [{ ...DEV, environment: "a-app-x" }]),
    [
      `catalogue/apps/z.yaml:6:18  two stacks would have the id "a-app-x-app-b" | Rename one of the two; the other comes from ${FILE}:6.`,
    ],
    {
      ...environment("a-app-x", "x.dev.equipweb.biz"),
      ...environment("a", "a.dev.equipweb.biz"),
      "apps/z.yaml": other({ name: "x-app-b", host: "z" }, [{ ...DEV, environment: "a" }]),
    },
  ],
  "whose environment on GitHub would be that of a line of sites": [
    other({ name: "qro" }),
    [
      `${FILE}:6:18  the environment qro-dev on GitHub would be that of the line of sites qro, too | Rename one of the two: a line, an app or an environment.`,
    ],
    { "sites/qro.yaml": sites("sites.dev.equipweb.biz") },
  ],
  "whose environment on GitHub and images would be those of another app": [
    other({ name: "portal" }, [{ ...DEV, environment: "a-b" }]),
    [
      "catalogue/apps/z.yaml:6:18  the environment portal-a-b on GitHub would be that of the app portal, too | Rename one of the two: a line, an app or an environment.",
      "catalogue/apps/z.yaml:6:18  its Deployer images would lie in dev/deployer-portal-a-b, as those of the app portal | Rename one of the two.",
    ],
    {
      ...environment("a-b", "a.dev.equipweb.biz"),
      ...environment("b", "b.dev.equipweb.biz"),
      "apps/z.yaml": other({ name: "portal-a", host: "z" }, [{ ...DEV, environment: "b" }]),
    },
  ],
  "whose images would be those of a service": [
    appWith({}, { stages: [DEV] }),
    [
      `${FILE}:6:18  its Deployer images would lie in dev/deployer-portal-dev, as those of the service shop | Rename one of the two.`,
    ],
    edited("services/shop.yaml", "repository: shop", "repository: deployer-portal-dev"),
  ],
  "whose environment on GitHub is written by hand": [
    appWith(),
    [
      "catalogue/repositories/portal.yaml:8:3  the environment portal-dev is made from the stages of the app portal | Take it away here.",
    ],
    {
      "repositories/portal.yaml": `${APP_FILES["repositories/portal.yaml"]}environments:\n  elsewhere: { purpose: By hand it stands., branches: [main], protection: none }\n  portal-dev: { purpose: By hand it stands., branches: [main], protection: none }\n`,
    },
  ],
};

describe("an app that will not do", () => {
  test.each(Object.entries(CASES))("%s", (_, [text, problems, files]) => {
    expect(withApp(text, files)).toEqual(problems);
  });
});

/** What an entry alone shows, whatever stands elsewhere. */
describe("an entry", () => {
  test.each([
    [
      "a name that is too long",
      { name: "a".repeat(17) },
      '1:7  name is "aaaaaaaaaaaaaaaaa" | Use at most 16 characters: names of AWS resources are made from it.',
    ],
    ["no stage", { stages: [] }, "5:9  stages is [] | Name a stage."],
    [
      "a host that is too long",
      { host: "a".repeat(60) },
      `11:7  host is "${"a".repeat(56)}… | Use at most 59 characters: the API is called <host>-api.`,
    ],
    [
      "a path of health without a slash",
      { health: "health" },
      '11:9  health is "health" | Use a path that begins with a slash.',
    ],
    ["too little memory", { memory: 64 }, "11:9  memory is 64 | Use 128 to 10,240 MiB."],
    [
      "more concurrency than an account has",
      { concurrency: 1001 },
      "11:14  concurrency is 1001 | Use at most 1,000: an account has no more unless AWS raises it.",
    ],
    ["no requests at all", { requestsPerSecond: 0 }, "11:20  requestsPerSecond is 0 | Use at least 1."],
    [
      "a setting in small letters",
      { variables: { greeting: "x" } },
      '12:3  the key "greeting" will not do | Use capitals, digits and underscores, beginning with a letter.',
    ],
    [
      "an image by its tag",
      { stages: [{ ...DEV, deployerImage: "1.0.0" }] },
      '9:20  stages.0.deployerImage is "1.0.0" | Use sha256: and 64 hexadecimal digits, as ECR shows it.',
    ],
    [
      "a field that there is not",
      { stages: [{ ...DEV, approvers: ["frontend"] }] },
      '9:5  unknown key "approvers" | Known: access, concurrency, deployerImage, environment, memory, purpose, requestsPerSecond, shift, variables.',
    ],
  ])("with %s", (_, fields, problem) => {
    expect(withApp(appWith({}, fields))).toEqual([`${FILE}:${problem}`]);
  });
});

describe("quotas", () => {
  const reserving = (dev: number, more: Files = {}) => withApp(appWith({ dev: { concurrency: dev } }), more);
  const what =
    "concurrent calls of Lambda functions per region, of which 100 stay free for those that keep none | Have AWS raise it, then set accounts.development.quotas.functionConcurrency in organisation.yaml.";
  const at = "catalogue/networks/dev.yaml:1:7  account development in eu-west-1 uses";

  test("count what functions keep for themselves, and what Lambda keeps for the others", () => {
    expect(reserving(699)).toEqual([]);
    expect(reserving(700)).toEqual([`warning ${at} 800 of 1000 ${what}`]);
    expect(reserving(900)).toEqual([`warning ${at} 1000 of 1000 ${what}`]);
    expect(reserving(901)).toEqual([`${at} 1001 of 1000 ${what}`]);
  });

  test("count what AWS raised", () => {
    const raised = `${APP_FILES["organisation.yaml"]}`.replace(
      'development: { id: "111111111111" }',
      'development: { id: "111111111111", quotas: { functionConcurrency: 5000 } }',
    );
    expect(reserving(1000, { "organisation.yaml": raised })).toEqual([]);
  });

  test("count apps beside sites, in an account and in a region", () => {
    const apps = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `apps/a${index}.yaml`,
          other({ name: `a${index}`, host: undefined, concurrency: 1 }),
        ]),
      );
    const used = (count: number) => withApp(appWith({}, { concurrency: 1 }), apps(count));
    expect(used(14)).toEqual([]);
    expect(used(15)).toEqual([
      "warning catalogue/networks/dev.yaml:1:7  account development uses 16 of 20 response headers policies of CloudFront per account | Have AWS raise it, then set accounts.development.quotas.responseHeadersPolicies in organisation.yaml.",
    ]);
    expect(used(120).filter((problem) => /domain names of API Gateway|key-value stores/.test(problem))).toEqual([
      "catalogue/networks/dev.yaml:1:7  account development uses 121 of 50 key-value stores of CloudFront per account | Have AWS raise it, then set accounts.development.quotas.keyValueStores in organisation.yaml.",
      "catalogue/networks/dev.yaml:1:7  account development in eu-west-1 uses 121 of 120 domain names of API Gateway per region | Have AWS raise it, then set accounts.development.quotas.apiDomains in organisation.yaml.",
    ]);
  });
});

/** A line of sites with one stage. */
function sites(suffix: string): string {
  return stringify({
    name: "qro",
    title: "Ordering",
    team: "frontend",
    repository: "portal",
    stages: [
      {
        name: "dev",
        purpose: "What was merged last.",
        environment: "dev",
        suffix,
        site: "training",
        apiUrl: "https://t1.equipweb.biz/api",
        from: [{ branch: "main" }],
      },
    ],
  });
}
