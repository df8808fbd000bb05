import fc from "fast-check";
import type { ForeseenOutputs } from "../../../operations/plan/foreseen-output";
import { outputsOfConfiguration, outputsOfPlan, outputsReadFrom } from "../../../operations/plan/foreseen-outputs";
import type { SynthesizedStack } from "../../../operations/plan/synthesized-stack";
import { type Json, type JsonObject, listOf } from "../../../terraform-json/json";
import { aConfiguration, reading, stacksOf } from "./synthesized";

/** An expression as it stands in a Terraform string. */
const tf = (expression: string): string => `\${${expression}}`;

const outputs = (values: Readonly<Record<string, Json>>): JsonObject =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));

const stackWith = async (sections: JsonObject, id = "dev-network"): Promise<SynthesizedStack> => {
  const stacks = await stacksOf({ [id]: aConfiguration(id, sections) });
  return stacks[0] as SynthesizedStack;
};

const unknownUpstream = () => undefined;

const valuesOf = (foreseen: ForeseenOutputs) =>
  Object.fromEntries(Array.from(foreseen, ([name, { value }]) => [name, value]));

/** What the outputs of a stack with these sections are foreseen to be. */
const foreseen = async (values: Readonly<Record<string, Json>>, sections: JsonObject = {}) =>
  valuesOf(outputsOfConfiguration(await stackWith({ ...sections, output: outputs(values) }), unknownUpstream));

describe("outputs foreseen from a synthesized stack", () => {
  test("take their shape from what the expression refers to, and their region and account from the provider", async () => {
    expect(await foreseen({ vpc_id: tf("aws_vpc.vpc.id"), lb_arn: tf("aws_lb.lb.arn") })).toEqual({
      vpc_id: expect.stringMatching(/^vpc-[0-9a-f]{17}$/),
      lb_arn: expect.stringMatching(
        /^arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer\/app\/planned-[0-9a-f]{17}\/[0-9a-f]{16}$/,
      ),
    });
  });

  test("stand in the region of the provider that their resource names", async () => {
    const { arn } = await foreseen(
      { arn: tf("aws_acm_certificate.c.arn") },
      {
        provider: { aws: [{ region: "eu-west-1" }, { alias: "us_east_1", region: "us-east-1" }] },
        resource: { aws_acm_certificate: { c: { provider: "aws.us_east_1" } } },
      },
    );
    expect(arn).toMatch(/^arn:aws:acm:us-east-1:000000000000:certificate\//);
  });

  test("keep the length of a list, each element unlike the others", async () => {
    const { subnet_ids: ids } = await foreseen({
      subnet_ids: ["a", "b", "c"].map((zone) => tf(`aws_subnet.${zone}.id`)),
    });
    expect(ids).toEqual([1, 2, 3].map(() => expect.stringMatching(/^subnet-[0-9a-f]{17}$/)));
    expect(new Set(ids as string[]).size).toBe(3);
  });

  test("keep what is known: plain values, what the stack itself configures, the text around an expression", async () => {
    const resource = {
      aws_sqs_queue: { orders: { name: "dev-orders" }, copy: { name: tf("aws_sqs_queue.orders.name") } },
    };
    expect(
      await foreseen(
        {
          plain: "internal",
          escaped: `$${tf("not.an.expression")}`,
          number: 3,
          nothing: null,
          name: tf("aws_sqs_queue.copy.name"),
          url: `https://${tf("aws_sqs_queue.orders.name")}.equipweb.biz/`,
          map: { region: "eu-west-1", queue: tf("aws_sqs_queue.orders.name") },
        },
        { resource },
      ),
    ).toEqual({
      plain: "internal",
      escaped: tf("not.an.expression"),
      number: 3,
      nothing: null,
      name: "dev-orders",
      url: "https://dev-orders.equipweb.biz/",
      map: { region: "eu-west-1", queue: "dev-orders" },
    });
  });

  test("have as many elements as AWS or the stack says where a list is not written out, and two where nothing tells", async () => {
    const resource = { aws_subnet: { private: { count: 3 } } };
    const expressions = {
      servers: tf("aws_route53_zone.zone.name_servers"),
      counted: tf("aws_subnet.private[*].id"),
      made: tf("sort(aws_subnet.private[0].id)"),
      plural: tf("aws_efs_file_system.files.security_group_ids"),
    };
    const values = await foreseen(expressions, { resource });
    expect(Object.values(values).map((value) => (value as string[]).length)).toEqual([4, 3, 2, 2]);
    expect(values.plural).toEqual([1, 2].map(() => expect.stringMatching(/^sg-/)));
  });

  test("are texts where a function picks from a list or joins one", async () => {
    const values = await foreseen({
      first: tf("element(aws_route53_zone.zone.name_servers, 0)"),
      joined: tf('join(",", aws_subnet.a.id)'),
      unknown: tf("timestamp()"),
    });
    expect(values).toEqual({
      first: expect.stringMatching(/\.example\.com$/),
      joined: expect.stringMatching(/^subnet-/),
      unknown: expect.stringMatching(/^planned-/),
    });
  });

  test("tell two expressions of one text apart", async () => {
    const { pair } = await foreseen({ pair: `${tf("aws_vpc.a.id")} ${tf("aws_vpc.b.id")}` });
    const [one, other] = (pair as string).split(" ");
    expect(one).not.toBe(other);
  });

  test("of a module are told by the output's name", async () => {
    expect(await foreseen({ topic: tf("module.alarms.topic_arn") })).toEqual({
      topic: expect.stringMatching(/^arn:aws:sns:eu-west-1:111111111111:planned-/),
    });
  });

  test("end, even where a stack refers to itself in a circle that Terraform would refuse", async () => {
    const resource = {
      aws_sqs_queue: { a: { name: tf("aws_sqs_queue.b.name") }, b: { name: tf("aws_sqs_queue.a.name") } },
    };
    expect(Object.keys(await foreseen({ name: tf("aws_sqs_queue.a.name") }, { resource }))).toEqual(["name"]);
  });

  test("keep values that are applied already", async () => {
    const stack = await stackWith({
      output: outputs({ vpc_id: tf("aws_vpc.vpc.id"), zone_id: tf("aws_route53_zone.z.id") }),
    });
    const applied = outputsOfConfiguration(stack, unknownUpstream, new Map([["vpc_id", "vpc-real"]]));
    expect(valuesOf(applied)).toEqual({ vpc_id: "vpc-real", zone_id: expect.stringMatching(/^Z/) });
    expect(applied.get("vpc_id")?.placeholders).toEqual([]);
  });

  test("are sensitive where the stack says so", async () => {
    const stack = await stackWith({
      output: { password: { value: tf("aws_db_instance.db.password"), sensitive: true } },
    });
    expect(outputsOfConfiguration(stack, unknownUpstream).get("password")?.sensitive).toBe(true);
  });
});

describe("what a stack hands on from another", () => {
  const platform = async (expression: Json) =>
    stacksOf({
      "dev-network": aConfiguration("dev-network", {
        output: outputs({ ids: [tf("aws_vpc.a.id"), tf("aws_vpc.b.id")] }),
      }),
      "dev-platform": aConfiguration("dev-platform", {
        data: reading("dev-network"),
        output: outputs({ handed: expression }),
      }),
    });

  test.each([
    ["outputs.ids", (ids: string[]) => ids],
    ["outputs.ids[1]", (ids: string[]) => ids[1]],
  ])("is the other's own placeholder: %s", async (path, expected) => {
    const [network, stack] = (await platform(tf(`data.terraform_remote_state.dev-network.${path}`))) as [
      SynthesizedStack,
      SynthesizedStack,
    ];
    const upstream = outputsOfConfiguration(network, unknownUpstream);
    const handed = outputsOfConfiguration(stack, (id) => (id === "dev-network" ? upstream : undefined)).get("handed");
    expect(handed?.value).toEqual(expected(upstream.get("ids")?.value as string[]));
    expect(new Set(handed?.placeholders.map(({ stack: id }) => id))).toEqual(new Set(["dev-network"]));
  });

  test("is a placeholder of its own where the other cannot be foreseen", async () => {
    const [, stack] = await platform(tf("data.terraform_remote_state.dev-network.outputs.vpc_id"));
    const handed = outputsOfConfiguration(stack as SynthesizedStack, unknownUpstream).get("handed");
    expect(handed?.value).toMatch(/^vpc-/);
    expect(handed?.placeholders).toEqual([{ value: handed?.value, stack: "dev-platform", output: "handed" }]);
  });
});

describe("outputs foreseen from a plan", () => {
  const plan = (changes: JsonObject): JsonObject => ({ output_changes: changes });
  const change = (after: Json, unknown: Json, more: JsonObject = {}): JsonObject => ({
    actions: ["create"],
    before: null,
    after,
    after_unknown: unknown,
    ...more,
  });

  test("are the planned values, with placeholders only where Terraform says that a value is unknown", async () => {
    const stack = await stackWith({
      output: outputs({
        cidr: tf("aws_vpc.vpc.cidr_block"),
        vpc_id: tf("aws_vpc.vpc.id"),
        mixed: ["given", tf("aws_subnet.a.id")],
        map: { known: "yes", arn: tf("aws_sns_topic.t.arn") },
        counted: tf("aws_subnet.private[*].id"),
        servers: tf("aws_route53_zone.zone.name_servers"),
      }),
    });
    const known = outputsOfPlan(
      stack,
      plan({
        cidr: change("10.10.0.0/16", false),
        vpc_id: { actions: ["create"], before: null, after_unknown: true },
        mixed: change(["given", null], [false, true]),
        map: change({ known: "yes" }, { arn: true }),
        counted: change([null, null, null], [true, true, true]),
        servers: change([null, "ns-1.example.net"], [true, false]),
      }),
      [],
    );
    expect(valuesOf(known)).toEqual({
      cidr: "10.10.0.0/16",
      vpc_id: expect.stringMatching(/^vpc-/),
      mixed: ["given", expect.stringMatching(/^subnet-/)],
      map: { known: "yes", arn: expect.stringMatching(/^arn:aws:sns:eu-west-1:111111111111:/) },
      counted: [1, 2, 3].map(() => expect.stringMatching(/^subnet-/)),
      servers: [expect.stringMatching(/\.example\.com$/), "ns-1.example.net"],
    });
    expect(known.get("mixed")?.placeholders).toEqual([
      { value: listOf(known.get("mixed")?.value)[1], stack: "dev-network", output: "mixed[1]" },
    ]);
    expect(known.get("cidr")?.placeholders).toEqual([]);
  });

  test("lack an output that the plan removes", async () => {
    const removed = change(null, false, { actions: ["delete"], before: "vpc-1" });
    expect(outputsOfPlan(await stackWith({}), plan({ vpc_id: removed }), [])).toEqual(new Map());
  });

  test("stay sensitive", async () => {
    const secret = plan({
      password: change("hunter2", false, { after_sensitive: true }),
      url: change("x", false, { after_sensitive: false }),
    });
    const known = outputsOfPlan(await stackWith({}), secret, []);
    expect([...known.values()].map(({ sensitive }) => sensitive)).toEqual([true, false]);
  });

  test("still show the placeholders that the stack itself was planned with", async () => {
    const inherited = { value: "vpc-0123456789abcdef0", stack: "dev-network", output: "vpc_id" };
    const handed = plan({
      vpc_id: change("vpc-0123456789abcdef0", false),
      url: change("https://vpc-0123456789abcdef0/", false),
      other: change("x", false),
    });
    const known = outputsOfPlan(await stackWith({}, "dev-platform"), handed, [inherited]);
    expect([...known.values()].map(({ placeholders }) => placeholders)).toEqual([[inherited], [inherited], []]);
  });
});

describe("a state that no stack of this app writes", () => {
  test("is told by the names of the outputs that are read from it", async () => {
    const stack = await stackWith({
      resource: {
        aws_lb: {
          lb: {
            subnets: tf("data.terraform_remote_state.legacy.outputs.subnet_ids"),
            vpc: tf("data.terraform_remote_state.legacy.outputs.vpc_id"),
            other: tf("data.terraform_remote_state.another.outputs.zone_id"),
          },
        },
      },
    });
    expect(valuesOf(outputsReadFrom(stack, "legacy"))).toEqual({
      subnet_ids: [1, 2].map(() => expect.stringMatching(/^subnet-/)),
      vpc_id: expect.stringMatching(/^vpc-/),
    });
  });
});

describe("placeholders", () => {
  const expression = fc.constantFrom(
    "aws_vpc.a.id",
    "aws_lb.b.arn",
    "aws_kms_key.c.key_id",
    "module.d.url",
    "timestamp()",
  );
  const value: fc.Arbitrary<Json> = fc.oneof(expression.map(tf), fc.array(expression.map(tf), { maxLength: 4 }));
  const declared = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), value, { maxKeys: 6 });
  const id = fc.constantFrom("dev-network", "main-network", "dev-platform");

  test("are the same every time, and no two are equal, in one stack or in two", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(id, { minLength: 1 }), declared, async (ids, values) => {
        const placeholders = async () => {
          const all = await Promise.all(
            ids.map(async (name) =>
              outputsOfConfiguration(await stackWith({ output: outputs(values) }, name), unknownUpstream),
            ),
          );
          return all.flatMap((each) => [...each.values()].flatMap((output) => output.placeholders));
        };
        const made = await placeholders();
        expect(await placeholders()).toEqual(made);
        expect(new Set(made.map((placeholder) => placeholder.value)).size).toBe(made.length);
        expect(new Set(made.map((placeholder) => `${placeholder.stack} ${placeholder.output}`)).size).toBe(made.length);
      }),
      { numRuns: 50 },
    );
  });
});
