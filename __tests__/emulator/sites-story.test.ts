import { type LocalGitHub, localGitHub } from "../support/github";
import type { Ran } from "../support/infra";
import { type SiteBuild, type SiteStages, siteBuild, siteStages } from "../support/site-stages";

const TOKEN = "ghs_a1b2c3d4e5f6";
const API = "https://s2.equipweb.biz";
const [DEV, UAT] = ["edgecafetraining.qro-dev.equipweb.biz", "edgecafetraining.qro-uat.equipweb.biz"];
const PROD = "edgecafe.qro.equipweb.biz";
const client = (name: string, stage: "qro" | "qro-rc" = "qro"): string => `${name}.${stage}.equipweb.biz`;

// A story of some forty commands, each a process.
jest.setTimeout(240_000);

let stages: SiteStages;
let github: LocalGitHub;
let runs = 9_000_000_000;

beforeAll(async () => {
  stages = await siteStages();
  github = await localGitHub(null, TOKEN, "github-actions[bot]", ["infra", "edgecafe"]);
});
afterAll(async () => {
  await stages?.stop();
  await github?.close();
});

/** A job of GitHub Actions that somebody started, after somebody said something of its environment. */
function job(
  actor: string,
  environment: string,
  said?: { readonly state: "approved" | "rejected"; readonly by: string },
) {
  runs += 1;
  github.state.runs.set(runs, said ? [{ ...said, environments: [environment] }] : []);
  return {
    GITHUB_ACTIONS: "true",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "equipweb/infra",
    GITHUB_RUN_ID: String(runs),
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_ACTOR: actor,
    GITHUB_TRIGGERING_ACTOR: actor,
    GITHUB_API_URL: github.url,
    GITHUB_TOKEN: TOKEN,
    SITE_REPOSITORY_TOKEN: TOKEN,
  };
}

const approved = (actor: string, environment: string, by: string) => job(actor, environment, { state: "approved", by });

const promote = (words: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> =>
  stages.infra(["promote", "qro", ...words], env);

/** What is merged into main is built, published and promoted to Dev; the id of the run says which build is later. */
async function merge(name: string): Promise<{ readonly commit: string; readonly build: SiteBuild }> {
  const commit = github.state.commit("main", name);
  const build = siteBuild(name);
  await publish(build, "main", commit);
  expect(await promote(["dev", "--commit", commit], job("mara", "qro-dev"))).toMatchObject({ code: 0 });
  return { commit, build };
}

/** What developers push to a branch is built, and published. */
async function publish(build: SiteBuild, branch: string, commit: string): Promise<void> {
  const words = ["site", "publish", "qro", stages.folderOf(build), "--branch", branch, "--commit", commit];
  expect(await stages.infra(words, job("mara", "none"))).toMatchObject({ code: 0 });
}

/** The first line that a command wrote about what went wrong. */
const refusal = ({ code, stdout, stderr }: Ran) => ({
  code,
  stdout,
  said: stderr.split("\n").filter((line) => line !== ""),
});

/** What every site serves, by the letters of its host, as the document demands it so far. */
const demanded = new Map<
  string,
  {
    readonly build: SiteBuild;
    readonly commit: string;
    readonly apiUrl: string;
  }
>();

/** Each site's files are compared through the edge, to the byte, and what it says of itself. */
async function allServed(): Promise<void> {
  const looked = await Promise.all(
    [...demanded].map(async ([host, { build, commit, apiUrl }]) => {
      const { config, wrong } = await stages.served(host, build);
      const { release, ...said } = config as { readonly release: string };
      return {
        host,
        wrong,
        said,
        expected: { apiUrl, commit },
        isNamed: /^[0-9a-f]{64}$/.test(release),
      };
    }),
  );
  expect(looked).toEqual(
    looked.map(({ host, expected }) => ({
      host,
      wrong: [],
      said: expected,
      expected,
      isNamed: true,
    })),
  );
}

const versions = {} as Record<"first" | "second" | "fix", { readonly commit: string; readonly build: SiteBuild }>;
const OWN_API = {
  dev: "https://t1.equipweb.biz/EdgeCafeTraining/ordering/api",
  prod: `${API}/EdgeCafe/ordering/api`,
};

describe("the sites of a line", () => {
  it("get to Dev with every merge", async () => {
    versions.first = await merge("Order by table");
    demanded.set(DEV, { ...versions.first, apiUrl: OWN_API.dev });
    await allServed();
  });

  it("get to UAT when somebody asks for it, with exactly what Dev has, and stay while Dev goes on", async () => {
    expect(await promote(["uat"], job("quinn", "qro-uat"))).toMatchObject({
      code: 0,
    });
    versions.second = await merge("Order by phone");
    demanded.set(UAT, { ...versions.first, apiUrl: OWN_API.dev });
    demanded.set(DEV, { ...versions.second, apiUrl: OWN_API.dev });
    await allServed();
  });

  it("get to Prod with what UAT has, once QA approved, and nobody else", async () => {
    const ways = await Promise.all([
      promote(["prod"], job("mara", "qro-prod")),
      promote(["prod"], job("mara", "qro-prod", { state: "rejected", by: "quinn" })),
      promote(["prod"], approved("mara", "qro-client", "quinn")),
      promote(["prod"], approved("mara", "qro-prod", "mara")),
      promote(["prod", "--approved-by", "quinn"], job("mara", "qro-prod")),
      promote(["prod"], {}),
    ]);
    const nothing = await stages.get(PROD, "/config.json");
    const done = await promote(["prod"], approved("mara", "qro-prod", "quinn"));
    expect([ways.map(refusal), nothing.status, done.code]).toEqual([
      [
        {
          code: 2,
          said: [
            'Nobody approved the environment "qro-prod" for this run, and the team qa has to. Either it has no reviewers, or there was none and GitHub just made it: the stack "github-infra" gives it those of the catalogue. Deploy that stack, then start a new run.',
          ],
          stdout: "",
        },
        {
          code: 2,
          said: [
            'The environment "qro-prod" was rejected for this run. Start a new run of the workflow once the team qa agrees.',
          ],
          stdout: "",
        },
        {
          code: 2,
          said: [
            'Nobody approved the environment "qro-prod" for this run, and the team qa has to. Either it has no reviewers, or there was none and GitHub just made it: the stack "github-infra" gives it those of the catalogue. Deploy that stack, then start a new run.',
          ],
          stdout: "",
        },
        {
          code: 2,
          said: [
            'mara asked for this, and approved it too. Somebody else of the team qa has to: start a new run, and switch on "Prevent self-review" of the environment "qro-prod", which the stack "github-infra" does.',
          ],
          stdout: "",
        },
        {
          code: 2,
          said: ["--approved-by is for runs outside of GitHub Actions: here the reviewers of qro-prod approve"],
          stdout: "",
        },
        {
          code: 2,
          said: ["The team qa has to approve this. Say who did with --approved-by NAME."],
          stdout: "",
        },
      ],
      404,
      0,
    ]);
    demanded.set(PROD, { ...versions.first, apiUrl: OWN_API.prod });
    expect(await stages.record("prod", PROD)).toMatchObject({
      latest: {
        status: "succeeded",
        actor: "mara",
        approver: "quinn",
        from: { kind: "stage", stage: "uat", site: UAT },
      },
      good: [{ version: { commit: versions.first.commit } }],
    });
    await allServed();
  });

  it("get to clients, each with its own API, whatever the capitals of its domain", async () => {
    for (const [domain, host, apiUrl, kept] of [
      [
        client("amazingcafe"),
        client("amazingcafe"),
        `${API}/AmazingCafe/ordering/api`,
        `${API}/AmazingCafe/ordering/api`,
      ],
      ["BistroBlu.QRO.EquipWeb.biz", client("bistroblu"), "https://S2.EquipWeb.biz/BistroBlu/", `${API}/BistroBlu`],
      [
        "cantina-9.qro.equipweb.biz.",
        client("cantina-9"),
        `${API}/Cantina9/ordering/API`,
        `${API}/Cantina9/ordering/API`,
      ],
    ] as const) {
      const ran = await promote(
        ["client", "--client", domain, "--api-url", apiUrl],
        approved("dora", "qro-client", "dan"),
      );
      expect([ran.code, ran.stdout.split("\n")[0]]).toEqual([
        0,
        `${host} serves ${versions.first.commit.slice(0, 7)} of main`,
      ]);
      demanded.set(host, { ...versions.first, apiUrl: kept });
    }
    await allServed();
  });

  it("refuse what is no client's, before anything is asked of anybody", async () => {
    const ways = await Promise.all(
      [
        ["client", "--client", "www.qro.equipweb.biz", "--api-url", `${API}/Www`],
        ["client", "--client", "edgecafe.qro.equipweb.biz", "--api-url", `${API}/Own`],
        ["client", "--client", "amazingcafe.qro-rc.equipweb.biz", "--api-url", `${API}/Rc`],
        ["client", "--client", "a.b.qro.equipweb.biz", "--api-url", `${API}/Ab`],
        ["client", "--client", client("newcafe"), "--api-url", "http://s2.equipweb.biz/NewCafe"],
        ["rc", "--client", client("amazingcafe", "qro-rc"), "--api-url", API, "--branch", "main"],
        ["rc", "--client", client("amazingcafe", "qro-rc"), "--api-url", API, "--branch", "refs/heads/Main"],
      ].map((words) => promote(words, {})),
    );
    expect(ways.map(refusal)).toEqual([
      {
        code: 2,
        said: [
          'the domain "www.qro.equipweb.biz" is reserved. No client gets admin, api, edgecafe, edgecafetraining, mail, status, www; catalogue/sites/qro.yaml says so.',
        ],
        stdout: "",
      },
      {
        code: 2,
        said: [
          'the domain "edgecafe.qro.equipweb.biz" is reserved. No client gets admin, api, edgecafe, edgecafetraining, mail, status, www; catalogue/sites/qro.yaml says so.',
        ],
        stdout: "",
      },
      {
        code: 2,
        said: [
          'the domain "amazingcafe.qro-rc.equipweb.biz" is one of the stage rc, not of client. Use <client>.qro.equipweb.biz.',
        ],
        stdout: "",
      },
      {
        code: 2,
        said: [
          'the domain "a.b.qro.equipweb.biz" has more than one label in front of qro.equipweb.biz. Use <client>.qro.equipweb.biz.',
        ],
        stdout: "",
      },
      {
        code: 2,
        said: ['the API URL "http://s2.equipweb.biz/NewCafe" will not do: use a URL that begins with https://.'],
        stdout: "",
      },
      {
        code: 2,
        said: [
          'the branch "main" means main, which goes the normal way, from stage to stage. Name the branch of the hot fix.',
        ],
        stdout: "",
      },
      {
        code: 2,
        said: ['"refs/heads/Main" is no name of a branch: write the branch without refs/heads/.'],
        stdout: "",
      },
    ]);
    await allServed();
  });

  it("get a hot fix of one client's by RC, from a branch that is not main", async () => {
    const branch = "hotfix/menu";
    github.state.branches.set(branch, versions.first.commit);
    const commit = github.state.commit(branch, "Show the menu again");
    versions.fix = { commit, build: siteBuild("Show the menu again") };
    const words = ["rc", "--branch", branch, "--client", client("amazingcafe", "qro-rc")];
    const apiUrl = "https://t1.equipweb.biz/AmazingCafeTraining/ordering/api";
    const unpublished = await promote([...words, "--api-url", apiUrl], job("mara", "qro-rc"));
    await publish(versions.fix.build, branch, commit);
    const done = await promote([...words, "--api-url", apiUrl], job("mara", "qro-rc"));
    expect([refusal(unpublished), done.code]).toEqual([
      {
        code: 2,
        said: [
          "nothing was published of the branch hotfix/menu for rc. Publish it first: infra site publish qro <folder> --branch hotfix/menu --commit <commit>",
        ],
        stdout: "",
      },
      0,
    ]);
    demanded.set(client("amazingcafe", "qro-rc"), { ...versions.fix, apiUrl });
    await allServed();
  });

  it("get it to that client with a warning and QA's approval, and to no other, nor once the branch moved", async () => {
    const words = (name: string, branch = "hotfix/menu") => [
      ...["client", "--from", "rc", "--branch", branch, "--client", client(name)],
      ...["--api-url", `${API}/AmazingCafe/ordering/api`],
    ];
    const qa = () => approved("mara", "qro-rc-to-client", "quinn");
    const ways = await Promise.all([
      promote(words("amazingcafe"), job("mara", "qro-rc-to-client")),
      promote(words("amazingcafe"), approved("mara", "qro-client", "dan")),
      promote(words("bistroblu"), qa()),
      promote(words("amazingcafe", "hotfix/other"), qa()),
      promote(words("amazingcafe", "main"), qa()),
    ]);
    const { commit } = versions.fix;
    github.state.commit("hotfix/menu", "Show it in blue");
    const moved = await promote(words("amazingcafe"), qa());
    github.state.branches.delete("hotfix/menu");
    const gone = await promote(words("amazingcafe"), qa());
    github.state.branches.set("hotfix/menu", commit);
    expect([...ways, moved, gone].map(refusal)).toEqual([
      {
        code: 2,
        said: [
          "Warning: Do this only in exceptional cases. The recommended way is to merge the fix into main, and to go through dev, uat and prod.",
          'Nobody approved the environment "qro-rc-to-client" for this run, and the team qa has to. Either it has no reviewers, or there was none and GitHub just made it: the stack "github-infra" gives it those of the catalogue. Deploy that stack, then start a new run.',
        ],
        stdout: "",
      },
      {
        code: 2,
        said: [
          "Warning: Do this only in exceptional cases. The recommended way is to merge the fix into main, and to go through dev, uat and prod.",
          'Nobody approved the environment "qro-rc-to-client" for this run, and the team qa has to. Either it has no reviewers, or there was none and GitHub just made it: the stack "github-infra" gives it those of the catalogue. Deploy that stack, then start a new run.',
        ],
        stdout: "",
      },
      {
        code: 2,
        said: [
          "Warning: Do this only in exceptional cases. The recommended way is to merge the fix into main, and to go through dev, uat and prod.",
          "nothing was ever promoted to bistroblu.qro-rc.equipweb.biz (rc) with success. Promote to rc first.",
        ],
        stdout: "",
      },
      {
        code: 2,
        said: [
          "Warning: Do this only in exceptional cases. The recommended way is to merge the fix into main, and to go through dev, uat and prod.",
          "amazingcafe.qro-rc.equipweb.biz (rc) has the commit ff3bb00 of the branch hotfix/menu, not of hotfix/other.",
        ],
        stdout: "",
      },
      {
        code: 2,
        said: [
          'the branch "main" means main, which goes the normal way, from stage to stage. Name the branch of the hot fix.',
        ],
        stdout: "",
      },
      {
        code: 2,
        said: [
          "Warning: Do this only in exceptional cases. The recommended way is to merge the fix into main, and to go through dev, uat and prod.",
          "amazingcafe.qro-rc.equipweb.biz (rc) has the commit ff3bb00, and the branch hotfix/menu moved on to 2fe3e95. Deploy the branch to rc, and have QA test it there.",
        ],
        stdout: "",
      },
      {
        code: 2,
        said: [
          "Warning: Do this only in exceptional cases. The recommended way is to merge the fix into main, and to go through dev, uat and prod.",
          "amazingcafe.qro-rc.equipweb.biz (rc) has the commit ff3bb00, and the branch hotfix/menu is gone from equipweb/edgecafe. Deploy the branch to rc, and have QA test it there.",
        ],
        stdout: "",
      },
    ]);
    await allServed();
    const done = await promote(words("amazingcafe"), qa());
    expect([done.code, done.stderr]).toEqual([
      0,
      "Warning: Do this only in exceptional cases. The recommended way is to merge the fix into main, and to go through dev, uat and prod.\n",
    ]);
    demanded.set(client("amazingcafe"), {
      ...versions.fix,
      apiUrl: `${API}/AmazingCafe/ordering/api`,
    });
    await allServed();
  });

  it("go on the normal way meanwhile, and one client is rolled back with the settings that it had", async () => {
    expect(await promote(["uat"], job("quinn", "qro-uat"))).toMatchObject({
      code: 0,
    });
    expect(await promote(["prod"], approved("mara", "qro-prod", "quinn"))).toMatchObject({ code: 0 });
    const words = ["client", "--client", client("bistroblu"), "--api-url", `${API}/BistroBluNew`];
    expect(await promote(words, approved("dora", "qro-client", "dan"))).toMatchObject({ code: 0 });
    demanded.set(UAT, { ...versions.second, apiUrl: OWN_API.dev });
    demanded.set(PROD, { ...versions.second, apiUrl: OWN_API.prod });
    demanded.set(client("bistroblu"), {
      ...versions.second,
      apiUrl: `${API}/BistroBluNew`,
    });
    await allServed();
    const back = ["rollback", "qro", "client", "--client", client("bistroblu")];
    const unasked = await stages.infra(back, {});
    expect(await stages.infra(back, approved("dora", "qro-client", "dan"))).toMatchObject({ code: 0 });
    demanded.set(client("bistroblu"), {
      ...versions.first,
      apiUrl: `${API}/BistroBlu`,
    });
    expect(refusal(unasked)).toEqual({
      code: 2,
      said: ["The team deployment has to approve this. Say who did with --approved-by NAME."],
      stdout: "",
    });
    await allServed();
  });

  it("end where the document demands it, and the list of sites says the same", async () => {
    const { code, stdout } = await stages.infra(["sites", "qro", "--json"], {});
    const { sites } = JSON.parse(stdout) as {
      readonly sites: readonly Record<string, never>[];
    };
    const listed = sites.map(({ stage, host, commit, settings, remarks }) => [stage, host, commit, settings, remarks]);
    const { first, second, fix } = versions;
    const behind = (stage: string) => [{ kind: "behind", stage }];
    expect([code, listed]).toEqual([
      0,
      [
        ["dev", DEV, second.commit, { apiUrl: OWN_API.dev }, []],
        ["uat", UAT, second.commit, { apiUrl: OWN_API.dev }, []],
        ["prod", PROD, second.commit, { apiUrl: OWN_API.prod }, []],
        ["client", client("amazingcafe"), fix.commit, { apiUrl: `${API}/AmazingCafe/ordering/api` }, behind("prod")],
        [
          "client",
          client("bistroblu"),
          first.commit,
          { apiUrl: `${API}/BistroBlu` },
          [{ kind: "differs", stage: "prod" }],
        ],
        ["client", client("cantina-9"), first.commit, { apiUrl: `${API}/Cantina9/ordering/API` }, behind("prod")],
        [
          ...["rc", client("amazingcafe", "qro-rc"), fix.commit],
          ...[
            {
              apiUrl: "https://t1.equipweb.biz/AmazingCafeTraining/ordering/api",
            },
            [],
          ],
        ],
      ],
    ]);
    await allServed();
  });
});
