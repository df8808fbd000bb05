import { checkedWith, edited, type Files, problemsWith, SOUND } from "../../support/catalogue";

const DEVELOPMENT = 'development: { id: "111111111111" }';
const development = (fields: string): Files =>
  edited("organisation.yaml", DEVELOPMENT, `development: { id: "111111111111"${fields} }`);

/** Both networks in the account of the first. */
const shared: Files = edited("networks/main.yaml", "account: production", "account: development");

describe("what an account has once", () => {
  it.each([
    [
      "nobody makes it",
      shared,
      "catalogue/organisation.yaml:7:3  dev and main share the account development, and nothing says which of them makes what an account has once | Add guardedBy: dev. Do not change it later: what it made would be made again elsewhere.",
    ],
    [
      "a network of another account makes it",
      development(", guardedBy: main"),
      'catalogue/organisation.yaml:7:49  accounts.development.guardedBy is "main", which is no network in this account | Use dev.',
    ],
    [
      "nothing is in the account that somebody is to make it in",
      { "organisation.yaml": `${SOUND["organisation.yaml"]}  empty: { id: "333333333333", guardedBy: dev }\n` },
      'catalogue/organisation.yaml:9:43  accounts.empty.guardedBy is "dev", which is no network in this account | Take it away: no network stands in this account.',
    ],
    [
      "two accounts are one",
      edited("organisation.yaml", "222222222222", "111111111111"),
      "catalogue/organisation.yaml:8:21  the accounts development and production have one id, 111111111111 | Take production away, and let its networks stand in development.",
    ],
  ])("is refused where %s", (_, files, problem) => {
    expect(problemsWith(files)).toEqual([problem]);
  });

  it.each([
    ["the only network of an account", {}, ["dev", "main"]],
    ["the one that is named, of several", { ...shared, ...development(", guardedBy: main") }, ["main", "main"]],
  ])("is made by %s", (_, files, expected) => {
    const { organisation } = checkedWith(files);
    expect(organisation?.networks.map(({ account }) => account.guardedBy)).toEqual(expected);
  });
});

describe("this repository on GitHub", () => {
  const FLOW = "ownerId: 148205917";

  it.each([
    [
      "an id that is no number",
      FLOW,
      "ownerId: equipweb",
      'github.ownerId is "equipweb", a text | Expected a number: use the number that GitHub gave it.',
    ],
    ["an id that is none", FLOW, "ownerId: 0", "github.ownerId is 0 | Use the number that GitHub gave it."],
    [
      "a form of subject that there is not",
      "subjects: immutable",
      "subjects: wildcard",
      'github.subjects is "wildcard"',
    ],
    [
      "a name with a star",
      "repository: infra",
      'repository: "*"',
      'github.repository is "*" | Use the name of the repository, without its owner.',
    ],
    [
      "an owner with a slash",
      "owner: equipweb",
      "owner: a/b",
      'github.owner is "a/b" | Use the name of the organisation or user, without a slash.',
    ],
  ])("is refused with %s", (_, from, to, problem) => {
    const [first, ...others] = problemsWith(edited("organisation.yaml", from, to));
    expect(first).toContain(`catalogue/organisation.yaml:2:`);
    expect(first).toContain(problem);
    expect(others).toEqual([]);
  });

  it("has the name that tags show, and buckets of its own for each network", () => {
    const { organisation } = checkedWith({});
    expect(organisation).toMatchObject({
      repository: "equipweb/infra",
      github: {
        owner: "equipweb",
        ownerId: 148205917,
        repository: "infra",
        repositoryId: 1043718265,
        subjects: "immutable",
      },
    });
    expect(organisation?.networks[0]).toMatchObject({
      state: { bucket: "equipweb-dev-state-111111111111" },
      recordBucket: "equipweb-dev-records-111111111111",
      auditBucket: "equipweb-dev-audit-111111111111",
      tags: { repo: "equipweb/infra" },
    });
  });
});

test("a network is not called as the path of the roles that plan and deploy", () => {
  const [problem] = problemsWith(edited("networks/dev.yaml", "name: dev", "name: bootstrap"));
  expect(problem).toContain(
    'networks/dev.yaml:1:7  name is "bootstrap" | Use another name: the roles that plan and deploy',
  );
});
