import { join } from "node:path";
import { readCatalogue } from "../../../model/catalogue";
import type { SiteLine, SiteStage } from "../../../model/sites";
import { clientHost, sameClientAt } from "../../../operations/sites/client-host";
import { SiteInputError } from "../../../operations/sites/input-error";
import { requested, type Words } from "../../../operations/sites/request";

const LINE = readCatalogue(join(__dirname, "..", "..", "..", "catalogue")).siteLines.find(
  ({ name }) => name === "qro",
) as SiteLine;
const stage = (name: string): SiteStage => LINE.stages.find((one) => one.name === name) as SiteStage;
const API = "https://s2.equipweb.biz/AmazingCafe/ordering/api";
const DOMAIN = "amazingcafe.qro.equipweb.biz";
const RC = "amazingcafe.qro-rc.equipweb.biz";

const refused = (work: () => unknown): string => {
  try {
    work();
    return "it was taken";
  } catch (error) {
    return error instanceof SiteInputError ? error.message : String((error as Error).stack);
  }
};

describe("what is asked for", () => {
  it.each<[string, string, Words, object]>([
    ["Dev, with what was built of main", "dev", {}, { host: "edgecafetraining.qro-dev.equipweb.biz", branch: "main" }],
    [
      "Dev, with main by name",
      "dev",
      { branch: "main" },
      { host: "edgecafetraining.qro-dev.equipweb.biz", branch: "main" },
    ],
    ["UAT", "uat", {}, { host: "edgecafetraining.qro-uat.equipweb.biz", source: "dev" }],
    ["UAT, from Dev by name", "uat", { from: "dev" }, { host: "edgecafetraining.qro-uat.equipweb.biz", source: "dev" }],
    ["a client", "client", { client: DOMAIN, apiUrl: API }, { host: DOMAIN, apiUrl: API, source: "prod" }],
    [
      "a client, in capitals and with a dot at the end",
      "client",
      { client: "AmazingCafe.QRO.equipweb.biz.", apiUrl: "https://S2.EquipWeb.biz/AmazingCafe//" },
      { host: DOMAIN, apiUrl: "https://s2.equipweb.biz/AmazingCafe", source: "prod" },
    ],
    ["every client", "client", { all: true }, { source: "prod" }],
    [
      "an RC of a branch",
      "rc",
      { client: RC, apiUrl: API, branch: "hotfix/menu" },
      { host: RC, apiUrl: API, branch: "hotfix/menu" },
    ],
    [
      "a client from its RC",
      "client",
      { client: DOMAIN, apiUrl: API, from: "rc", branch: "hotfix/menu" },
      { host: DOMAIN, apiUrl: API, source: "rc", branch: "hotfix/menu" },
    ],
  ])("may be %s", (_, name, words, expected) => {
    const { site, branch, source } = requested(LINE, stage(name), words);
    const { apiUrl } = site?.settings ?? {};
    const isOwn = stage(name).site !== undefined;
    expect({
      ...(site && { host: site.host }),
      ...(apiUrl !== undefined && !isOwn && { apiUrl }),
      ...(source.kind === "stage" && { source: source.stage }),
      ...(branch !== undefined && { branch }),
    }).toEqual(expected);
  });

  it.each<[string, string, Words, string]>([
    [
      "a client of Dev",
      "dev",
      { client: DOMAIN },
      "dev has one site, edgecafetraining.qro-dev.equipweb.biz: it takes no client, and no API URL but the catalogue's.",
    ],
    [
      "an API URL for Prod",
      "prod",
      { apiUrl: API },
      "prod has one site, edgecafe.qro.equipweb.biz: it takes no client, and no API URL but the catalogue's.",
    ],
    [
      "every client of UAT",
      "uat",
      { all: true },
      "uat has one site, edgecafetraining.qro-uat.equipweb.biz: it takes no client, and no API URL but the catalogue's.",
    ],
    [
      "no client",
      "client",
      { apiUrl: API },
      "client has a site for each client. Say which: --client <client>.qro.equipweb.biz",
    ],
    [
      "no API URL",
      "client",
      { client: DOMAIN },
      `${DOMAIN} needs to know its API. Say where it is: --api-url https://…`,
    ],
    [
      "an API URL that is none",
      "client",
      { client: DOMAIN, apiUrl: "ftp://s2.equipweb.biz" },
      'the API URL "ftp://s2.equipweb.biz" will not do: use a URL that begins with https://.',
    ],
    [
      "an API URL with an escape sequence",
      "client",
      { client: DOMAIN, apiUrl: "https://s2.equipweb.biz/\u001b[2J" },
      'the API URL "https://s2.equipweb.biz/\ufffd[2J" will not do: use a URL without spaces and control characters.',
    ],
    [
      "every client, and one of them",
      "client",
      { all: true, client: DOMAIN },
      "--all is every client with the settings that it has: leave --client and --api-url out.",
    ],
    [
      "every client, with one API",
      "client",
      { all: true, apiUrl: API },
      "--all is every client with the settings that it has: leave --client and --api-url out.",
    ],
    [
      "every client, from their RCs",
      "client",
      { all: true, from: "rc", branch: "hotfix/menu" },
      "client gets a version for one client at a time this way: name it with --client.",
    ],
    [
      "every RC",
      "rc",
      { all: true, branch: "hotfix/menu" },
      "rc gets a version for one client at a time this way: name it with --client.",
    ],
    ["a source that is none", "uat", { from: "prod" }, 'uat takes no version from "prod". Known: dev.'],
    [
      "a source of a stage that takes builds",
      "dev",
      { from: "uat" },
      'dev takes no version from "uat". It takes what was built of a branch.',
    ],
    [
      "a source that is misspelt",
      "client",
      { from: "rd", client: DOMAIN, apiUrl: API },
      'client takes no version from "rd". Did you mean "rc"?',
    ],
    [
      "a branch where another stage says it",
      "uat",
      { branch: "main" },
      "the version is the one that dev has, whatever its branch: leave --branch out.",
    ],
    [
      "a branch for a client from Prod",
      "client",
      { client: DOMAIN, apiUrl: API, branch: "hotfix/menu" },
      "the version is the one that prod has, whatever its branch: leave --branch out.",
    ],
    [
      "no branch for an RC",
      "rc",
      { client: RC, apiUrl: API },
      "the version is built from a branch. Say which: --branch <name>",
    ],
    [
      "no branch for an RC's client",
      "client",
      { client: DOMAIN, apiUrl: API, from: "rc" },
      "the version is built from a branch. Say which: --branch <name>",
    ],
    [
      "another branch for Dev",
      "dev",
      { branch: "hotfix/menu" },
      'the branch "hotfix/menu" is not main, which alone is built for this stage.',
    ],
    ...["main", "Main", "MAIN", "origin/main", "heads/main", "remotes/origin/main", "upstream/Main"].map(
      (branch): [string, string, Words, string] => [
        `main as ${branch}`,
        "rc",
        { client: RC, apiUrl: API, branch },
        `the branch "${branch}" means main, which goes the normal way, from stage to stage. Name the branch of the hot fix.`,
      ],
    ),
    [
      "main, from an RC to its client",
      "client",
      { client: DOMAIN, apiUrl: API, from: "rc", branch: "MAIN" },
      'the branch "MAIN" means main, which goes the normal way, from stage to stage. Name the branch of the hot fix.',
    ],
    [
      "main with a space",
      "rc",
      { client: RC, apiUrl: API, branch: " main" },
      '" main" is no name of a branch: it holds a space.',
    ],
    [
      "main by its full name",
      "rc",
      { client: RC, apiUrl: API, branch: "refs/heads/main" },
      '"refs/heads/main" is no name of a branch: write the branch without refs/heads/.',
    ],
    [
      "an option for a branch",
      "rc",
      { client: RC, apiUrl: API, branch: "--upload-pack=x" },
      '"--upload-pack=x" is no name of a branch: it begins with -.',
    ],
    ["an empty branch", "rc", { client: RC, apiUrl: API, branch: "" }, '"" is no name of a branch: it is empty.'],
    [
      "a branch with a line break",
      "rc",
      { client: RC, apiUrl: API, branch: "a\nb" },
      '"a\ufffdb" is no name of a branch: it holds a character that cannot be seen.',
    ],
  ])("may not be %s", (_, name, words, message) => {
    expect(refused(() => requested(LINE, stage(name), words))).toBe(message);
  });
});

describe("the domain of a client", () => {
  const USE = "Use <client>.qro.equipweb.biz.";
  const LONG = "a".repeat(64);

  it.each([
    ["AMAZINGCAFE.QRO.EQUIPWEB.BIZ", DOMAIN],
    [`${DOMAIN}.`, DOMAIN],
    ["9lives.qro.equipweb.biz", "9lives.qro.equipweb.biz"],
    ["a.qro.equipweb.biz", "a.qro.equipweb.biz"],
    [`${"a".repeat(63)}.qro.equipweb.biz`, `${"a".repeat(63)}.qro.equipweb.biz`],
    ["xn--caf-dma.qro.equipweb.biz", "xn--caf-dma.qro.equipweb.biz"],
  ])("may be %s", (text, host) => expect(clientHost(LINE, stage("client"), text)).toBe(host));

  it.each([
    ["", `the domain is empty. ${USE}`],
    ["amazingcafe", `the domain "amazingcafe" is not under qro.equipweb.biz. ${USE}`],
    ["qro.equipweb.biz", `the domain "qro.equipweb.biz" is not under qro.equipweb.biz. ${USE}`],
    [
      ".qro.equipweb.biz",
      `the domain ".qro.equipweb.biz" is no host name. A label neither begins nor ends with a hyphen.`,
    ],
    [
      "amazingcafe.qro.equipweb.biz.evil.com",
      `the domain "amazingcafe.qro.equipweb.biz.evil.com" is not under qro.equipweb.biz. ${USE}`,
    ],
    ["amazingcafeqro.equipweb.biz", `the domain "amazingcafeqro.equipweb.biz" is not under qro.equipweb.biz. ${USE}`],
    [
      "amazingcafe.qro-dev.equipweb.biz",
      `the domain "amazingcafe.qro-dev.equipweb.biz" is one of the stage dev, not of client. ${USE}`,
    ],
    [RC, `the domain "${RC}" is one of the stage rc, not of client. ${USE}`],
    [
      "a.b.qro.equipweb.biz",
      `the domain "a.b.qro.equipweb.biz" has more than one label in front of qro.equipweb.biz. ${USE}`,
    ],
    [`${LONG}.qro.equipweb.biz`, `the domain "${LONG}.qro.equipweb.biz" has a label of 64 characters. Use at most 63.`],
    [
      "-cafe.qro.equipweb.biz",
      'the domain "-cafe.qro.equipweb.biz" is no host name. A label neither begins nor ends with a hyphen.',
    ],
    [
      "cafe-.qro.equipweb.biz",
      'the domain "cafe-.qro.equipweb.biz" is no host name. A label neither begins nor ends with a hyphen.',
    ],
    ["café.qro.equipweb.biz", `the domain "café.qro.equipweb.biz" holds a character that no host name has. ${USE}`],
    ["a_b.qro.equipweb.biz", `the domain "a_b.qro.equipweb.biz" holds a character that no host name has. ${USE}`],
    ["*.qro.equipweb.biz", `the domain "*.qro.equipweb.biz" holds a character that no host name has. ${USE}`],
    ["a b.qro.equipweb.biz", `the domain "a b.qro.equipweb.biz" holds a character that no host name has. ${USE}`],
    [
      "a\u0000.qro.equipweb.biz",
      `the domain "a\ufffd.qro.equipweb.biz" holds a character that no host name has. ${USE}`,
    ],
    [
      "../cafe.qro.equipweb.biz",
      `the domain "../cafe.qro.equipweb.biz" holds a character that no host name has. ${USE}`,
    ],
    [
      `https://${DOMAIN}/`,
      `the domain "https://${DOMAIN}/" is a URL. Use the name alone, such as <client>.qro.equipweb.biz.`,
    ],
    ...["admin", "api", "mail", "status", "www", "WWW", "edgecafe", "edgecafetraining"].map((label) => [
      `${label}.qro.equipweb.biz`,
      `the domain "${label}.qro.equipweb.biz" is reserved. No client gets admin, api, edgecafe, edgecafetraining, mail, status, www; catalogue/sites/qro.yaml says so.`,
    ]),
  ] as [string, string][])("may not be %j", (text, message) =>
    expect(refused(() => clientHost(LINE, stage("client"), text))).toBe(message),
  );

  it("at another stage has the same label", () => {
    expect([
      sameClientAt(DOMAIN, stage("client"), stage("rc")),
      sameClientAt(RC, stage("rc"), stage("client")),
    ]).toEqual([RC, DOMAIN]);
  });
});
