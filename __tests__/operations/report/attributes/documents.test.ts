import { attributeChanges } from "../../../../operations/report/attributes/attribute-changes";
import { documentIn } from "../../../../operations/report/attributes/documents";
import { change, linesOf, linesOfAttribute } from "./changes";

const json = (value: unknown) => JSON.stringify(value);
const policy = (...statements: readonly object[]) => json({ Version: "2012-10-17", Statement: statements });
const read = { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: "*" };
const send = { Sid: "Send", Effect: "Allow", Action: "sqs:SendMessage", Resource: ["*"] };

describe("JSON in a text", () => {
  it("is compared by its meaning", () => {
    expect(linesOfAttribute(json({ b: 1, c: { d: [1] }, e: 0 }), '{ "c": {"d": [2]}, "b": 1, "f": null }')).toEqual([
      "a.c.d[]: 1 → absent [json a]",
      "a.c.d[]: absent → 2 [json a]",
      "a.e: 0 → absent [json a]",
      "a.f: absent → null [json a]",
    ]);
  });

  it("names the items of a list that is the whole text", () => {
    const containers = (image: string) => json([{ name: "orders", image }]);
    expect(linesOfAttribute(containers("orders:1"), containers("orders:2"))).toEqual([
      'a[name="orders"].image: "orders:1" → "orders:2" [json a]',
    ]);
  });

  it.each([
    ["white space", '{"x":1}', '{ "x": 1 }\n'],
    ["the order of keys", '{"x":1,"y":2}', '{"y":2,"x":1}'],
    ["how numbers and texts are written", '{"x":1e3,"y":"\\u0041"}', '{"x":1000.0,"y":"A"}'],
  ])("says in one change that only %s differs", (_, before, after) => {
    expect(attributeChanges(change({ before: { a: before }, after: { a: after } }))).toEqual([
      {
        path: "a",
        before: { kind: "value", value: before },
        after: { kind: "value", value: after },
        forcesReplacement: false,
        only: "formatting",
        inside: { path: "a", format: "json" },
      },
    ]);
  });

  it("is gone into when there is no other side", () => {
    expect(linesOfAttribute(null, '{"x":1,"y":{"z":null},"e":{}}')).toEqual([
      "a.e: absent → {} [json a]",
      "a.x: absent → 1 [json a]",
      "a.y.z: absent → null [json a]",
    ]);
    expect(linesOfAttribute('["x"]', undefined)).toEqual(['a[]: "x" → absent [json a]']);
    expect(linesOfAttribute(undefined, "{}")).toEqual(['a: absent → "{}"']);
  });

  it("is a text like any other beside a text, when it is cut off, or is no object and no list", () => {
    expect(linesOfAttribute("text", '{"x":1}')).toEqual(['a: "text" → "{\\"x\\":1}"']);
    expect(linesOfAttribute("", '{"x":1}')).toEqual(['a: "" → "{\\"x\\":1}"']);
    expect(linesOfAttribute('{"x":1', '{"x":1}')).toEqual(['a: "{\\"x\\":1" → "{\\"x\\":1}"']);
    expect(linesOfAttribute('{"x":1}', "k: 1\nl: 2\n")).toEqual(['a: "{\\"x\\":1}" → "k: 1\\nl: 2\\n"']);
    expect(linesOfAttribute('"x"', ' "x"')).toEqual(['a: "\\"x\\"" → " \\"x\\""']);
    expect(linesOfAttribute('{"x":1}', undefined, { after_unknown: { a: true } })).toEqual([
      'a: "{\\"x\\":1}" → unknown',
    ]);
  });

  it("may stand in a document, up to four times", () => {
    const wrapped = (value: unknown, times: number): string =>
      json({ in: times === 1 ? value : wrapped(value, times - 1) });
    expect(linesOfAttribute(wrapped(1, 2), wrapped(2, 2))).toEqual(["a.in.in: 1 → 2 [json a.in]"]);
    expect(linesOfAttribute(wrapped(1, 4), wrapped(2, 4))).toEqual(["a.in.in.in.in: 1 → 2 [json a.in.in.in]"]);
    expect(linesOfAttribute(wrapped(1, 5), wrapped(2, 5))).toEqual([
      'a.in.in.in.in: "{\\"in\\":1}" → "{\\"in\\":2}" [json a.in.in.in]',
    ]);
  });

  it("keeps big numbers exact, and never calls a number that becomes a text formatting", () => {
    expect(linesOfAttribute('{"x":12345678901234567890}', '{"x":12345678901234567891}')).toEqual([
      'a.x: "12345678901234567890" → "12345678901234567891" [json a]',
    ]);
    expect(linesOfAttribute('{"x":12345678901234567890}', '{"x":"12345678901234567890"}')).toEqual([
      'a: "{\\"x\\":12345678901234567890}" → "{\\"x\\":\\"12345678901234567890\\"}"',
    ]);
  });

  it("is no document when it is too deep or too long", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(documentIn(nested(100))).toBeDefined();
    expect(documentIn(nested(101))).toBeUndefined();
    expect(documentIn(nested(2_000_000))).toBeUndefined();
    expect(documentIn(json(["x".repeat(1_048_576)]))).toBeUndefined();
    expect(linesOfAttribute(undefined, json(["x".repeat(70_000)]))).toHaveLength(1);
  });

  it("marks what forces replacement", () => {
    const sides = { before: { a: '{"x":1}' }, after: { a: '{"x":2}' }, replace_paths: [["a"]] };
    expect(attributeChanges(change(sides))).toMatchObject([{ path: "a.x", forcesReplacement: true }]);
  });

  it("treats the key __proto__ like any other", () => {
    expect(linesOfAttribute('{"__proto__":{"x":1}}', '{"__proto__":{"x":2}}')).toEqual([
      "a.__proto__.x: 1 → 2 [json a]",
    ]);
  });
});

describe("a policy in a text", () => {
  it("is compared statement by statement", () => {
    const after = { ...read, Action: ["s3:GetObject", "s3:DeleteObject"] };
    expect(linesOfAttribute(policy(read, send), policy(after, send))).toEqual([
      'a.Statement[Sid="Read"].Action[]: "s3:ListBucket" → absent [json a]',
      'a.Statement[Sid="Read"].Action[]: absent → "s3:DeleteObject" [json a]',
    ]);
  });

  it.each([
    ["an action", { Action: "s3:GetObject" }, { Action: ["s3:GetObject"] }],
    ["a resource", { NotResource: "*" }, { NotResource: ["*"] }],
    ["a principal", { Principal: { AWS: "1" } }, { Principal: { AWS: ["1"] } }],
    ["a condition", { Condition: { Bool: { "aws:x": true } } }, { Condition: { Bool: { "aws:x": ["true"] } } }],
  ])("takes %s for a list of one", (_, before, after) => {
    const lines = linesOfAttribute(policy({ Effect: "Allow", ...before }), policy({ Effect: "Allow", ...after }));
    expect(lines).toEqual([expect.stringMatching(/\(formatting\) \[json a\]$/)]);
  });

  it("takes a statement for a list of one", () => {
    const alone = json({ Version: "2012-10-17", Statement: read });
    expect(linesOfAttribute(alone, policy(read))).toEqual([expect.stringMatching(/\(formatting\) \[json a\]$/)]);
  });

  it("says that only the order differs, and nothing of it when more does", () => {
    const turned = { ...read, Action: ["s3:ListBucket", "s3:GetObject"] };
    expect(linesOfAttribute(policy(read), policy(turned))).toEqual([
      'a.Statement[Sid="Read"].Action: ["s3:GetObject","s3:ListBucket"] → ["s3:ListBucket","s3:GetObject"] (order) [json a]',
    ]);
    const more = { ...read, Action: ["s3:ListBucket", "s3:GetObject", "s3:PutObject"] };
    expect(linesOfAttribute(policy(read, send), policy(send, more))).toEqual([
      'a.Statement[Sid="Read"].Action[]: absent → "s3:PutObject" [json a]',
    ]);
  });

  it("is JSON like any other when its statements have no effect", () => {
    expect(linesOfAttribute('{"Statement":[{"Action":"x"}]}', '{"Statement":[{"Action":["x"]}]}')).toEqual([
      'a.Statement[0].Action: "x" → ["x"] [json a]',
    ]);
  });
});

describe("YAML in a text", () => {
  const values = (tag: string) => `replicas: 2\nimage:\n  tag: ${tag}\nenv:\n  - name: LOG\n    value: info\n`;

  it("is compared by its meaning, whatever the comments say", () => {
    expect(linesOfAttribute(values("v1"), `# new\n${values("v2")}`)).toEqual(['a.image.tag: "v1" → "v2" [yaml a]']);
    expect(linesOfAttribute(values("v1"), `# new\n${values('"v1"')}`)).toEqual([
      expect.stringMatching(/\(formatting\) \[yaml a\]$/),
    ]);
  });

  it("is several documents", () => {
    expect(linesOfAttribute("a: 1\n---\nb: 2\n", "a: 1\n---\nb: 3\n")).toEqual(["a[1].b: 2 → 3 [yaml a]"]);
  });

  it("is compared as a text when the program that reads it changes", () => {
    const [before, after] = ["#cloud-config\nruncmd:\n  - ls\n", "#cloud-boothook\nruncmd:\n  - ls\n"];
    expect(linesOfAttribute(before, after)).toEqual([`a: ${json(before)} → ${json(after)}`]);
    expect(linesOfAttribute(before, before.replace("ls", "id"))).toEqual([
      'a.runcmd[]: "ls" → absent [yaml a]',
      'a.runcmd[]: absent → "id" [yaml a]',
    ]);
  });

  it("never takes for equal what one reader may tell apart", () => {
    expect(linesOfAttribute("python: 3.10\nx: 1\n", "python: 3.1\nx: 1\n")).toEqual([
      'a.python: "3.10" → 3.1 [yaml a]',
    ]);
    expect(linesOfAttribute("x: 1.0\ny: 1\n", 'x: "1.0"\ny: 1\n')).toEqual([
      'a: "x: 1.0\\ny: 1\\n" → "x: \\"1.0\\"\\ny: 1\\n"',
    ]);
  });

  it.each([
    ["prose", "Note: this is prose\nAnd: more of it"],
    ["prose with a list", "Steps:\n- first do this\n- then do that\n"],
    ["a list in prose", "- first do this\n- then do that\n"],
    ["one line", "a: b"],
    ["a script", "#!/bin/bash\na: 1\nb: 2\n"],
    ["a tag", "a: !Ref x\nb:\n  c: 1\n"],
    ["the same key twice", "a: 1\na: 2\nb: 3\n"],
    ["a number too long", "a: 12345678901234567890\nb: 2\n"],
    ["a key that is no scalar", "? {a: 1}\n: 2\nb:\n  c: 1\n"],
    ["a template", "a: 1\n{{ if x }}\nb: 2\n"],
    ["an unknown anchor", "a: *x\nb: 2\n"],
    ["depth on one line", `a:\n  b: ${"[".repeat(200)}${"]".repeat(200)}\n`],
    ["depth of lists", `a:\n${"- ".repeat(200)}b\n`],
    [
      "too many aliases",
      `a: &a [x,x]\nb: &b [${"*a,".repeat(20)}]\nc: &c [${"*b,".repeat(20)}]\nd: [${"*c,".repeat(20)}]\n`,
    ],
    ["too long", `a:\n  b: 1\n#${"x".repeat(140_000)}`],
  ])("is not taken for YAML: %s", (_, text) => {
    expect(documentIn(text)).toBeUndefined();
  });
});

describe("a secret in a document", () => {
  it("is hidden in its place, and the rest is shown", () => {
    const containers = (password: string, level: string) =>
      json([
        {
          name: "app",
          environment: [
            { name: "DB_PASSWORD", value: password },
            { name: "LOG", value: level },
          ],
        },
      ]);
    expect(linesOfAttribute(containers("hunter2-old", "info"), containers("hunter2-new", "debug"))).toEqual([
      'a[name="app"].environment[name="DB_PASSWORD"].value: suspected → suspected [json a]',
      'a[name="app"].environment[name="LOG"].value: "info" → "debug" [json a]',
    ]);
  });

  it.each([
    ["JSON that is only written in another way", '{"password":"hunter2-old"}', '{ "password": "hunter2-old" }'],
    ["YAML that is only written in another way", "db:\n  password: hunter2-old\n", "db: {password: hunter2-old}\nx:\n"],
    ["JSON beside a text", "text", '{"password":"hunter2-old","x":1}'],
    ["YAML beside a text", "text", "db:\n  password: hunter2-old\n"],
    ["JSON in a value that is shown whole", "text", [{ x: '{"password":"hunter2-old"}' }]],
    ["YAML in a value that is shown whole", "text", [{ x: "db:\n  password: hunter2-old\n" }]],
    ["YAML in JSON beside a text", "text", json({ x: "db:\n  password: hunter2-old\n" })],
    ["a list whose order changes", ["x", '{"password":"hunter2-old"}'], ['{"password":"hunter2-old"}', "x"]],
  ])("is hidden in %s", (_, before, after) => {
    const found = linesOfAttribute(before, after);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join("\n")).not.toContain("hunter2");
  });

  it("is a copy of what is hidden beside it, however short", () => {
    const marks = { before_sensitive: { pin: true }, after_sensitive: { pin: true } };
    const side = (pin: string) => ({ pin, json: json({ x: pin, y: 1 }), yaml: `a:\n  x: ${pin}\n  y: 1\n` });
    expect(linesOf({ before: side("abc1"), after: side("abc2"), ...marks })).toEqual([
      "json.x: suspected → suspected [json json]",
      "pin: sensitive → sensitive",
      "yaml.a.x: suspected → suspected [yaml yaml]",
    ]);
  });

  it("is never looked for in a text that Terraform marks", () => {
    const marks = { after_sensitive: { a: true } };
    expect(linesOfAttribute('{"x":1}', '{"x":2}', marks)).toEqual(["a: sensitive → sensitive"]);
    expect(linesOfAttribute(null, '{"x":2}', marks)).toEqual(["a: sensitive → sensitive"]);
  });

  it("is what differs when both sides look equal without it", () => {
    const [before, after] = ["postgres://app:old-one-1@db/x", "postgres://app:new-one-2@db/x"];
    expect(linesOfAttribute(before, after)).toEqual(["a: suspected → suspected"]);
  });

  it.each([
    [
      "in an address of which the host differs, too",
      ["postgres://app:old-one-1@db1/x", "postgres://app:new-one-2@db2/x"],
      'a: "postgres://app:(looks like a secret)@db1/x" → "postgres://app:(looks like a secret, changed)@db2/x"',
    ],
    [
      "on one line of a script of which another one differs, too",
      ["export TOKEN=old-one-1\nrun 1\n", "export TOKEN=new-one-2\nrun 2\n"],
      'a: "export TOKEN=(looks like a secret)\\nrun 1\\n" → "export TOKEN=(looks like a secret, changed)\\nrun 2\\n"',
    ],
    [
      "beside one that stays",
      ["A_TOKEN=same-one-0\nrun\n", "A_TOKEN=same-one-0\nB_TOKEN=new-one-2\nrun\n"],
      'a: "A_TOKEN=(looks like a secret)\\nrun\\n" → "A_TOKEN=(looks like a secret)\\nB_TOKEN=(looks like a secret, changed)\\nrun\\n"',
    ],
    [
      "and stays",
      ["postgres://app:old-one-1@db1/x", "postgres://app:old-one-1@db2/x"],
      'a: "postgres://app:(looks like a secret)@db1/x" → "postgres://app:(looks like a secret)@db2/x"',
    ],
  ])("is said to differ where it does, %s", (_, [before, after], line) => {
    expect(linesOfAttribute(before, after)).toEqual([line]);
  });
});
