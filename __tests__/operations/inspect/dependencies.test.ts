import { dependenciesOf } from "../../../operations/inspect/dependencies";
import { dependenciesIn, edgesOf } from "../../../operations/inspect/graph";
import { inventoryStack } from "../../../operations/inspect/inventory";
import { readSynthesizedStacks } from "../../../operations/plan/synthesized-stack";
import type { JsonObject } from "../../../terraform-json/json";
import { found, type Resource, stateOf } from "./states";

const tf = (expression: string): string => `\${${expression}}`;
const backend = (key: string) => ({ s3: { bucket: "states", key } });
const reading = (key: string) => ({ backend: "s3", config: { bucket: "states", key } });

/** Three stacks: what `app` reads of `platform` comes from `network`. */
const CONFIGURATIONS: Readonly<Record<string, JsonObject>> = {
  network: {
    terraform: { backend: backend("network") },
    resource: { aws_vpc: { vpc: {} }, aws_subnet: { a: { vpc_id: tf("aws_vpc.vpc.id") } } },
    output: { vpc_id: { value: tf("aws_vpc.vpc.id") }, subnets: { value: [tf("aws_subnet.a.id")] } },
  },
  platform: {
    terraform: { backend: backend("platform") },
    data: {
      terraform_remote_state: { network: reading("network") },
      aws_iam_policy_document: { d: { x: tf("aws_lb.lb.arn") } },
    },
    locals: { subnets: tf("data.terraform_remote_state.network.outputs.subnets") },
    module: { alarms: { topic: tf("aws_lb.lb.arn") } },
    resource: {
      aws_lb: { lb: { subnets: tf("local.subnets") } },
      aws_sns_topic: { t: { policy: tf("data.aws_iam_policy_document.d.json") } },
    },
    output: {
      lb_arn: { value: tf("aws_lb.lb.arn") },
      vpc_id: { value: tf('data.terraform_remote_state.network.outputs["vpc_id"]') },
      topic: { value: tf("module.alarms.arn") },
    },
  },
  app: {
    terraform: { backend: backend("app") },
    data: { terraform_remote_state: { platform: reading("platform") } },
    resource: {
      aws_security_group: { sg: { vpc_id: `x-${tf("data.terraform_remote_state.platform.outputs.vpc_id")}` } },
      aws_ecs_service: { s: { sg: tf("aws_security_group.sg.id"), depends_on: ["aws_lb_listener_rule.r"] } },
      aws_lb_listener_rule: { r: { arn: tf("data.terraform_remote_state.platform.outputs.lb_arn") } },
      aws_alarm: { a: { topic: tf("data.terraform_remote_state.platform.outputs.topic") } },
      aws_unapplied: { u: { vpc: tf("data.terraform_remote_state.platform.outputs.vpc_id") } },
    },
  },
};

const resource = (address: string, dependencies: readonly string[] = []): Resource => {
  const [type = "", name = ""] = address.split(".");
  return { type, name, attributes: { id: address }, dependencies };
};

const STATES: Readonly<Record<string, string>> = {
  network: stateOf([resource("aws_vpc.vpc"), resource("aws_subnet.a", ["aws_vpc.vpc"])]),
  platform: stateOf([resource("aws_lb.lb"), resource("aws_sns_topic.t", ["aws_lb.lb"])], {
    resources: [
      { mode: "managed", type: "aws_lb", name: "lb", instances: [{ attributes: {} }] },
      { mode: "managed", type: "aws_sns_topic", name: "t", instances: [{ attributes: {} }] },
      { mode: "managed", module: "module.alarms", type: "aws_sns_topic", name: "m", instances: [{ attributes: {} }] },
    ],
  }),
  // Terraform writes down everything that something needs, however far away.
  app: stateOf([
    resource("aws_security_group.sg"),
    resource("aws_lb_listener_rule.r"),
    resource("aws_alarm.a"),
    resource("aws_ecs_service.s", ["aws_lb_listener_rule.r", "aws_old.x", "aws_security_group.sg"]),
    resource("aws_old.x", ["aws_security_group.sg"]),
  ]),
};

async function dependencies(stack: string, address: string) {
  const manifest = {
    stacks: Object.fromEntries(
      Object.keys(CONFIGURATIONS).map((id) => [
        id,
        { name: id, constructPath: id, workingDirectory: id, synthesizedStackPath: `${id}.json`, dependencies: [] },
      ]),
    ),
  };
  const stacks = await readSynthesizedStacks(async (path) =>
    JSON.stringify(path === "manifest.json" ? manifest : CONFIGURATIONS[path.replace(".json", "")]),
  );
  const inventory = new Map(stacks.map((each) => [each.id, inventoryStack(each)]));
  const edges = edgesOf(
    Object.entries(STATES).map(([id, text]) => dependenciesIn(found(id, text))),
    inventory,
  );
  const { needs, neededBy } = dependenciesOf({ stack, address }, edges);
  const line = ({ distance, stack: of, address: what, through }: (typeof needs)[number]) =>
    `${distance} ${of} ${what}${through ? ` through ${through.stack}.${through.output}` : ""}`;
  return { needs: needs.map(line), neededBy: neededBy.map(line) };
}

it.each<[string, string, string, Awaited<ReturnType<typeof dependencies>>]>([
  [
    "a VPC, of which another stack hands on the id",
    "network",
    "aws_vpc.vpc",
    {
      needs: [],
      neededBy: [
        "1 app aws_security_group.sg through platform.vpc_id",
        "1 network aws_subnet.a",
        "2 app aws_ecs_service.s",
        "2 app aws_old.x",
        "2 platform aws_lb.lb through network.subnets",
        "3 app aws_lb_listener_rule.r through platform.lb_arn",
        "3 platform aws_sns_topic.t",
        "3 platform module.alarms.aws_sns_topic.m",
        "4 app aws_alarm.a through platform.topic",
      ],
    },
  ],
  [
    "a service, by what its state and its configuration say",
    "app",
    "aws_ecs_service.s",
    {
      needs: [
        "1 app aws_lb_listener_rule.r",
        "1 app aws_old.x",
        "1 app aws_security_group.sg",
        "2 network aws_vpc.vpc through platform.vpc_id",
        "2 platform aws_lb.lb through platform.lb_arn",
        "3 network aws_subnet.a through network.subnets",
      ],
      neededBy: [],
    },
  ],
  [
    "what only the state knows",
    "app",
    "aws_old.x",
    {
      needs: ["1 app aws_security_group.sg", "2 network aws_vpc.vpc through platform.vpc_id"],
      neededBy: ["1 app aws_ecs_service.s"],
    },
  ],
  [
    "what reads the output of a module",
    "app",
    "aws_alarm.a",
    {
      needs: [
        "1 platform module.alarms.aws_sns_topic.m through platform.topic",
        "2 platform aws_lb.lb",
        "3 network aws_subnet.a through network.subnets",
        "4 network aws_vpc.vpc",
      ],
      neededBy: [],
    },
  ],
])("%s", async (_, stack, address, expected) => {
  expect(await dependencies(stack, address)).toEqual(expected);
});
