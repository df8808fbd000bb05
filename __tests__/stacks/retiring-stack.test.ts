import type { App } from "cdktf";
import { readCatalogue } from "../../model/catalogue";
import { GITHUB_STACK, isOfRepository } from "../../model/stack-ids";
import { buildOrganisation } from "../../stacks";
import { type Files, SOUND, withCatalogue } from "../support/catalogue";
import { HOSTING } from "../support/hosting";
import { type SynthesizedJson, synthesize } from "../support/synthesize";
import { synthesizedStacks } from "../support/synthesized-stacks";

const file = (stack: string, more = ""): string =>
  `stack: ${stack}\nreason: nobody calls it any more\nowner: backend\nbackup: none\nbecause: it holds nothing but logs\nuntil: 2027-01-31\n${more}`;

const organisationOf = (files: Files) => withCatalogue({ ...SOUND, ...files }, readCatalogue);

const stacksWith = (files: Files): Readonly<Record<string, SynthesizedJson>> =>
  synthesize((app) => buildOrganisation(app, organisationOf(files)));

const LABEL = {
  reason: "nobody calls it any more",
  owner: "backend",
  backup: "none",
  because: "it holds nothing but logs",
  until: "2027-01-31",
};

describe("a stack that leaves as a whole", () => {
  const before = stacksWith({});
  const { "dev-service-shop": gone, ...others } = stacksWith({
    "services/shop.yaml": SOUND["services/shop.yaml"]?.replace("  dev: { tasks: 1 }", "  prod: { tasks: 2 }"),
    "networks/main.yaml": `${SOUND["networks/main.yaml"]}publicLoadBalancer: true\n`,
    "retiring/dev-service-shop.yaml": file("dev-service-shop"),
  });

  it("has the state and the providers that it had, says what it is, and declares nothing", () => {
    const { "//": notes, provider, terraform, ...rest } = gone ?? {};
    expect(rest).toEqual({});
    expect(terraform).toEqual(before["dev-service-shop"]?.terraform);
    expect(provider).toMatchObject({
      aws: [
        { region: "eu-west-1", allowed_account_ids: ["111111111111"] },
        { alias: "us_east_1", region: "us-east-1", allowed_account_ids: ["111111111111"] },
      ],
    });
    expect(notes).toMatchObject({
      infra: {
        kind: "retiring",
        network: "dev",
        source: "catalogue/retiring/dev-service-shop.yaml",
        retiring: LABEL,
      },
    });
  });

  it("changes nothing of the stacks beside it", () => {
    for (const id of ["dev-registry", "dev-network", "dev-service-orders"]) expect(others[id]).toEqual(before[id]);
  });
});

describe("a repository that leaves", () => {
  const { "github-portal": gone } = stacksWith({ ...HOSTING, "retiring/github-portal.yaml": file("github-portal") });

  it("has the state that it had, in the network of all repositories, and the provider of GitHub, which destroys it", () => {
    const { "//": notes, provider, terraform, ...rest } = gone ?? {};
    expect(rest).toEqual({});
    expect(provider).toEqual({ github: [{ owner: "equipweb" }] });
    expect(terraform).toMatchObject({
      backend: { s3: { bucket: "equipweb-main-state-222222222222", key: "github-portal" } },
      required_providers: { github: { source: "integrations/github", version: "6.9.0" } },
    });
    expect(notes).toMatchObject({ infra: { kind: "retiring", network: "main", production: true, retiring: LABEL } });
  });
});

it("no stack has a provider that it would miss when it leaves: its state would name one that is not configured", () => {
  const providersOf = (stack: unknown) =>
    (stack as { readonly provider: Readonly<Record<string, readonly Provider[]>> }).provider;
  const known = (stack: unknown) => providersOf(stack).aws?.map(({ alias, region }) => ({ alias, region })) ?? [];
  const leaving = known(stacksWith({ "retiring/dev-service-gone.yaml": file("dev-service-gone") })["dev-service-gone"]);
  const all = [...synthesizedStacks()].filter(([id]) => id !== GITHUB_STACK && !isOfRepository(id));
  expect(all.length).toBeGreaterThan(5);
  for (const [id, stack] of all) {
    expect({ id, providers: Object.keys(providersOf(stack)) }).toEqual({ id, providers: ["aws"] });
    expect({ id, missing: known(stack).filter((each) => !leaving.some((other) => isEqual(each, other))) }).toEqual({
      id,
      missing: [],
    });
  }
  expect(all.filter(([, stack]) => known(stack).length > 1).map(([id]) => id)).toContain("dev-sites-qro");
});

interface Provider {
  readonly alias?: string | undefined;
  readonly region: string;
}

const isEqual = (a: Provider, b: Provider): boolean => a.alias === b.alias && a.region === b.region;

describe("stacks that leave together", () => {
  it("are destroyed before what they read", () => {
    const organisation = organisationOf({
      "retiring/a.yaml": file("dev-service-a", "reads: [dev-service-b, dev-service-gone]\n"),
      "retiring/b.yaml": file("dev-service-b"),
      "retiring/c.yaml": file("dev-service-c"),
    });
    const dependencies: Record<string, readonly string[]> = {};
    synthesize((app: App) => {
      buildOrganisation(app, organisation);
      app.node.addValidation({
        validate: () => {
          for (const stack of app.node.children)
            if (/-service-[abc]$/.test(stack.node.id) && "dependencies" in stack)
              dependencies[stack.node.id] = (stack.dependencies as readonly { node: { id: string } }[]).map(
                ({ node }) => node.id,
              );
          return [];
        },
      });
    });
    expect(dependencies).toEqual({
      "dev-service-a": [],
      "dev-service-b": ["dev-service-a"],
      "dev-service-c": [],
    });
  });
});

describe("resources that leave a stack which lives on", () => {
  it("are named in its labels, and nothing else of it changes", () => {
    const stacks = stacksWith({
      "retiring/dev-registry.yaml": file("dev-registry", "addresses: [aws_ecr_repository.old]\n"),
    });
    const before = stacksWith({});
    const { "//": notes, ...rest } = stacks["dev-registry"] ?? {};
    const { "//": notesBefore, ...restBefore } = before["dev-registry"] ?? {};
    expect(rest).toEqual(restBefore);
    const { infra } = notesBefore as { readonly infra: object };
    expect(notes).toMatchObject({ infra: { ...infra, retiring: { addresses: ["aws_ecr_repository.old"], ...LABEL } } });
  });
});
