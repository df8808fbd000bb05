import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { refusing } from "../../policies/judge";
import { judgeOrganisation } from "../../policies/judge-organisation";
import type { OrganisationExample, OrganisationRule } from "../../policies/organisation-rule";
import { ORGANISATION_RULES } from "../../policies/organisation-rules";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import type { JsonObject } from "../../terraform-json/json";
import { synthesizedStacks } from "../support/synthesized-stacks";
import { type Configuration, first } from "./mutation";

const FOLDER = join(__dirname, "..", "..", "policies", "organisation-rules");

const viewsOf = (configurations: Iterable<readonly [string, object]>) =>
  [...configurations].map(([id, configuration]) => viewOfConfiguration(id, configuration as JsonObject));

const judged = (rule: OrganisationRule, { configurations }: OrganisationExample) =>
  judgeOrganisation([rule], viewsOf(Object.entries(configurations)));

describe("the rules over all stacks", () => {
  it("are those of the folder, each in the file of its id, and none has the id of another rule", () => {
    const files = readdirSync(FOLDER)
      .filter((name) => name !== "index.ts")
      .map((name) => basename(name, ".ts"));
    expect(ORGANISATION_RULES.map(({ id }) => id)).toEqual(files.sort());
  });

  it.each(ORGANISATION_RULES.map((rule) => [rule.id, rule] as const))("%s is whole", (id, rule) => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    for (const sentence of [rule.what, rule.why, rule.fix]) expect(sentence).toMatch(/^[A-Z].*\.$/);
    for (const check of rule.checks) expect([...Array(30).keys()].map((index) => index + 1)).toContain(check);
  });

  it("decide these acceptance checks", () => {
    expect([...new Set(ORGANISATION_RULES.flatMap(({ checks }) => checks))].sort((a, b) => a - b)).toEqual([
      1, 10, 14, 15, 21, 29,
    ]);
  });
});

const examples = (kind: "passes" | "fails") =>
  ORGANISATION_RULES.flatMap((rule) => rule[kind].map((example) => [rule.id, example.shows, rule, example] as const));

describe("what a rule over all stacks passes", () => {
  it.each(examples("passes"))("%s: %s", (_, __, rule, example) => {
    expect(judged(rule, example)).toEqual([]);
  });
});

describe("what a rule over all stacks refuses", () => {
  it.each(examples("fails"))("%s: %s", (_, __, rule, example) => {
    const findings = judged(rule, example);
    expect(refusing(findings).map(({ answer }) => answer)).toContain("violation");
    for (const { stack, answer, message } of findings) {
      expect(Object.keys(example.configurations)).toContain(stack);
      expect(answer).not.toBe("error");
      expect(message).toMatch(/^[^A-Z].*[^.]$/);
    }
  });
});

describe("all stacks together", () => {
  const stacks = synthesizedStacks();

  const refusedWith = (mutate: (all: Map<string, Configuration>) => void) => {
    const all = new Map<string, Configuration>([...stacks].map(([id, each]) => [id, structuredClone(each)]));
    mutate(all);
    return refusing(judgeOrganisation(ORGANISATION_RULES, viewsOf(all)));
  };

  it("of the example organisation are refused by no rule", () => {
    expect(refusedWith(() => undefined)).toEqual([]);
  });

  const provider = { aws: [{ region: "eu-west-1", allowed_account_ids: ["222222222222"] }] };
  const infra = (workspace: string) => ({ "//": { infra: { kind: "customer", workspace } }, provider });

  /** By number of the acceptance check: what a mutation does, the rule that says so, and the stack that it names. */
  const mutations: readonly (readonly [
    check: number,
    does: string,
    rule: string,
    stack: string,
    mutate: (all: Map<string, Configuration>) => void,
  ])[] = [
    [
      1,
      "gives two stacks one state",
      "states-are-apart",
      "dev-network",
      (all) => {
        all.get("dev-network").terraform.backend.s3.key = "dev-dns";
      },
    ],
    [
      10,
      "makes a second trust in GitHub in an account",
      "account-has-one-oidc-provider",
      "main-zzz",
      (all) => {
        const resource = { aws_iam_openid_connect_provider: { github: { url: "https://example.org" } } };
        all.set("main-aaa", { provider, resource });
        all.set("main-zzz", { provider, resource });
      },
    ],
    [
      14,
      "gives two networks one range",
      "networks-do-not-overlap",
      "main-network",
      (all) => {
        first(all.get("main-network"), "aws_vpc").cidr_block = "10.10.128.0/20";
      },
    ],
    [
      15,
      "lets one workspace write to the logs of another",
      "workspaces-do-not-reach-each-other",
      "main-customer-umbrella",
      (all) => {
        const policy = { Statement: { Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" } };
        all.set("main-customer-acme", {
          ...infra("acme"),
          resource: { aws_cloudwatch_log_group: { a: { name: "/main/acme/orders" } } },
        });
        all.set("main-customer-umbrella", {
          ...infra("umbrella"),
          resource: { aws_iam_role_policy: { a: { policy: JSON.stringify(policy) } } },
        });
      },
    ],
    [
      29,
      "takes four of five VPCs",
      "quotas-have-room",
      "main-more",
      (all) => {
        all.set("main-more", { provider, resource: { aws_vpc: { a: {}, b: {}, c: {} } } });
      },
    ],
  ];

  it.each(mutations)("are refused when a change violates check %i: it %s", (check, _, rule, stack, mutate) => {
    const found = refusedWith(mutate).filter((finding) => finding.rule === rule);
    expect(found.map((finding) => finding.stack)).toContain(stack);
    expect(ORGANISATION_RULES.find(({ id }) => id === rule)?.checks).toContain(check);
  });
});

describe("a rule over all stacks that cannot judge", () => {
  it("makes a finding of its own, and the other rules go on", () => {
    const [good] = ORGANISATION_RULES;
    const broken: OrganisationRule = {
      ...(good as OrganisationRule),
      id: "broken",
      judge: () => {
        throw new Error("no such thing");
      },
    };
    const resource = { aws_iam_openid_connect_provider: { a: {}, b: {} } };
    const views = viewsOf([["dev", { provider: { aws: [{ allowed_account_ids: ["111111111111"] }] }, resource }]]);
    const findings = judgeOrganisation([broken, good as OrganisationRule], views);
    expect(findings.map(({ rule, stack, answer, message }) => [rule, stack, answer, message])).toEqual([
      ["broken", "all stacks", "error", "the rule could not judge: no such thing"],
      [
        "account-has-one-oidc-provider",
        "dev",
        "violation",
        "the account 111111111111 has another one, aws_iam_openid_connect_provider.a of dev",
      ],
    ]);
  });

  it("shows the waiver of the resource that it names", () => {
    const waiver = {
      rule: "account-has-one-oidc-provider",
      reason: "for the old cluster",
      owner: "x",
      expires: "2027-01-31",
    };
    const b = { "//": { metadata: { path: "dev/b" }, policy: { waivers: [waiver] } } };
    const resource = { aws_iam_openid_connect_provider: { a: {}, b } };
    const views = viewsOf([["dev", { provider: { aws: [{ allowed_account_ids: ["111111111111"] }] }, resource }]]);
    const findings = judgeOrganisation(ORGANISATION_RULES, views);
    expect(findings).toEqual([
      {
        rule: "account-has-one-oidc-provider",
        severity: "high",
        stack: "dev",
        address: "aws_iam_openid_connect_provider.b",
        constructPath: "dev/b",
        answer: "violation",
        message: "the account 111111111111 has another one, aws_iam_openid_connect_provider.a of dev",
        fix: "Leave it to the stack that bootstraps the account; elsewhere name it by its ARN.",
        waiver,
      },
    ]);
    expect(refusing(findings)).toEqual([]);
  });
});
