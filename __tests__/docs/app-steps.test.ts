import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readCatalogue } from "../../model/catalogue";
import { COMPONENTS } from "../../operations/versions/components";
import { FLOW_STEPS } from "../support/app-flow-steps";
import { synthesizedStacks } from "../support/synthesized-stacks";

const DOCS = join(__dirname, "..", "..", "docs");
const page = readFileSync(join(DOCS, "app.md"), "utf8");
const synthesized = synthesizedStacks();
const { apps } = readCatalogue(join(DOCS, "..", "catalogue"));
const stages = apps.find(({ name }) => name === "portal")?.stages ?? [];

/** A row of a table of steps. */
interface Row {
  readonly flow: string;
  readonly step: number;
  readonly text: string;
  /** What does it, and what proves it, as they are written. */
  readonly resource: string;
  readonly proof: string;
}

/** The rows of every table of steps, each with the headings that it stands under. */
function rowsIn(text: string): readonly Row[] {
  let [part, flow] = ["", ""];
  return text.split("\n").flatMap((line) => {
    if (line.startsWith("## ")) part = line.slice(3);
    if (line.startsWith("### ")) flow = `${part}, ${line.slice(4)}`;
    const [, step, what = "", resource = "", proof = ""] = /^\| (\d+) \| (.*?) \| (.*) \| (.*) \|$/.exec(line) ?? [];
    return step === undefined ? [] : [{ flow, step: Number(step), text: what, resource, proof }];
  });
}

/** The stacks that a name with a place in it stands for. */
function stacksOf(pattern: string): readonly string[] {
  if (pattern.includes("<stage>")) return stages.map(({ environment }) => pattern.replace("<stage>", environment.name));
  if (pattern.includes("<network>"))
    return [...new Set(stages.map(({ network }) => pattern.replace("<network>", network)))];
  return [pattern];
}

/** The Terraform addresses that a text names, each in every stack that is meant: the stack stands before its addresses. */
function addressesIn(text: string): readonly { readonly stack: string; readonly address: string }[] {
  let named = "";
  return [...text.matchAll(/`([^`]+)`/g)].flatMap(([, code = ""]) => {
    const isAddress = /^(?:aws|github)_\w+\.[\w-]+$/.test(code);
    if (!isAddress && /^(?:<stage>|<network>|[a-z]+)-[a-z-]+$/.test(code)) named = code;
    return isAddress ? stacksOf(named).map((stack) => ({ stack, address: code })) : [];
  });
}

/** The files that a text links to, from this folder on, and the words of each link. */
const linksIn = (text: string): readonly { readonly words: string; readonly file: string }[] =>
  [...text.matchAll(/\[((?:[^[\]]|\[[^\]]*\])+)\]\((\.\.\/[^)#]+)\)/g)].map(([, words = "", file = ""]) => ({
    words,
    file,
  }));

const isThere = ({ stack, address }: { readonly stack: string; readonly address: string }): boolean => {
  const [type = "", name = ""] = address.split(".");
  const resources = (synthesized.get(stack)?.resource ?? {}) as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
  return resources[type]?.[name] !== undefined;
};

/** What is wrong with a row; empty when nothing is. */
function faultsOf({ resource, proof }: Row): readonly string[] {
  const [addresses, files, tests] = [addressesIn(resource), linksIn(resource), linksIn(proof)];
  return [
    ...(addresses.length === 0 ? ["no resource"] : []),
    ...(files.length === 0 ? ["no file"] : []),
    ...(tests.length === 0 ? ["no test"] : []),
    ...addresses.filter((each) => !isThere(each)).map(({ stack, address }) => `${stack} has no ${address}`),
    ...files.filter(({ file }) => !existsSync(join(DOCS, file))).map(({ file }) => `no file ${file}`),
    ...tests.filter((test) => !isTest(test)).map(({ words, file }) => `${file} has no test "${words}"`),
  ];
}

/** Whether a file has a test, or a table of them, of that title. */
function isTest({ words, file }: { readonly words: string; readonly file: string }): boolean {
  const path = join(DOCS, file);
  if (!file.endsWith(".test.ts") || !existsSync(path)) return false;
  const titles = [
    ...readFileSync(path, "utf8").matchAll(/^\s*(?:(?:it|test)\(|\)?\(?)\s*"((?:[^"\\]|\\.)*)",\s*(?:async )?\(/gm),
  ].map(([, title = ""]) => title);
  const tabled = [...readFileSync(path, "utf8").matchAll(/\)\(\s*"((?:[^"\\]|\\.)*)",/g)].map(
    ([, title = ""]) => title,
  );
  return [...titles, ...tabled].includes(words);
}

const rows = rowsIn(page);

it("the page has every step of the document, word for word, in its order, and no other", () => {
  expect(rows.map(({ flow, step, text }) => ({ flow, step, text }))).toEqual(FLOW_STEPS);
});

it.each(rows.map((row) => [`${row.flow} ${row.step}`, row] as const))(
  "%s: has a resource in every stack that is meant, files that there are, and a test of that title",
  (_, row) => {
    expect(faultsOf(row)).toEqual([]);
  },
);

describe("a step is found wanting", () => {
  const [good] = rows as readonly [Row, ...Row[]];

  it.each<[string, Partial<Row>, readonly string[]]>([
    ["without a resource", { resource: "[file](../constructs/dns/alias-records.ts)" }, ["no resource"]],
    [
      "with a resource that is not there",
      { resource: good.resource.replace("names_a_383A4E30", "names_a_00000000") },
      stages.map(({ stackId }) => `${stackId} has no aws_route53_record.names_a_00000000`),
    ],
    [
      "with one of another type",
      { resource: "[f](../Makefile): `dev-app-portal` `aws_s3_bucket.names_a_383A4E30`" },
      ["dev-app-portal has no aws_s3_bucket.names_a_383A4E30"],
    ],
    [
      "with a stack that is not there",
      { resource: "[f](../Makefile): `qa-app-portal` `aws_route53_record.names_a_383A4E30`" },
      ["qa-app-portal has no aws_route53_record.names_a_383A4E30"],
    ],
    [
      "with a resource that not every stage has",
      { resource: "[f](../Makefile): `<stage>-app-portal` `aws_wafv2_web_acl.web-acl_A21B3BBA`" },
      ["dev", "stg"].map((stage) => `${stage}-app-portal has no aws_wafv2_web_acl.web-acl_A21B3BBA`),
    ],
    ["without a file", { resource: good.resource.replace(/\[.*?\]\(.*?\)/, "the records") }, ["no file"]],
    [
      "with a file that is gone",
      { resource: good.resource.replace("alias-records.ts", "gone.ts") },
      ["no file ../constructs/dns/gone.ts"],
    ],
    ["without a test", { proof: "somebody looked" }, ["no test"]],
    [
      "with a test of another title",
      { proof: "[it works](../__tests__/stacks/app-stack.test.ts)" },
      ['../__tests__/stacks/app-stack.test.ts has no test "it works"'],
    ],
    [
      "with a test that is none",
      { proof: "[names](../constructs/dns/alias-records.ts)" },
      ['../constructs/dns/alias-records.ts has no test "names"'],
    ],
  ])("%s", (_, change, faults) => {
    expect(faultsOf({ ...good, ...change })).toEqual(faults);
  });
});

it.each(["app.md", "runbooks/app-deployment.md", "adr/0019-http-api-for-apps.md", "adr/0020-a-deployer-for-apps.md"])(
  "%s: leads to files and headings that there are",
  (path) => {
    const text = readFileSync(join(DOCS, path), "utf8");
    for (const [, link = ""] of text.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      const [file = "", heading] = link.split("#");
      const target = join(DOCS, path, "..", file);
      expect([link, existsSync(target)]).toEqual([link, true]);
      if (heading === undefined) continue;
      const headings = [...readFileSync(target, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, words = ""]) => slug(words));
      expect(headings).toContain(heading);
    }
  },
);

/** A heading as GitHub writes it in an address. */
const slug = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");

it("the page says of each path what it starts", () => {
  for (const { paths } of COMPONENTS) for (const path of paths) expect(page).toContain(`\`${path}\``);
});

it("the page names the make targets and workflows that there are", () => {
  const makefile = readFileSync(join(DOCS, "..", "Makefile"), "utf8");
  const targets = [...page.matchAll(/`make ([a-z ]+?)(?: [A-Z]+=\S+)?`/g)].flatMap(([, words = ""]) =>
    words.split(" "),
  );
  expect([...new Set(targets)].sort()).toEqual(["build", "deploy", "destroy", "help", "logs"]);
  for (const target of targets) expect(makefile).toMatch(new RegExp(`^${target}:.*## `, "m"));
});
