import { consoleLink } from "../../../operations/inspect/console-link";
import { described } from "../../../operations/inspect/described";
import type { InventoryStack } from "../../../operations/inspect/inventory";
import type { JsonObject } from "../../../terraform-json/json";

const STACK: InventoryStack = {
  id: "dev-service-orders",
  network: "dev",
  source: "catalogue/services/orders.yaml",
  tags: { owner: "platform", team: "backend", service: "orders" },
  region: "eu-west-1",
  constructs: { "aws_vpc.v": "dev-service-orders/v", "module.m": "dev-service-orders/m" },
  references: { parts: {}, outputs: {} },
};
const instance = (address: string, attributes: JsonObject = {}) => ({
  address,
  type: "aws_vpc",
  isData: false,
  isTainted: false,
  attributes,
  dependencies: [],
});

it.each<[string, Parameters<typeof described>, ReturnType<typeof described>]>([
  [
    "what its stack gives to everything in it",
    [instance('aws_vpc.v["a"]'), STACK],
    { owner: "backend", service: "orders", catalogue: STACK.source as string, construct: "dev-service-orders/v" },
  ],
  [
    "its own tags first",
    [instance("aws_vpc.v", { tags_all: { team: "frontend", service: "shop" } }), STACK],
    { owner: "frontend", service: "shop", catalogue: STACK.source as string, construct: "dev-service-orders/v" },
  ],
  [
    "the construct of its module",
    [instance('module.m["x"].aws_vpc.v'), STACK],
    { owner: "backend", service: "orders", catalogue: STACK.source as string, construct: "dev-service-orders/m" },
  ],
  [
    "the owner, where no team is named",
    [instance("aws_vpc.v", { tags: { owner: "ops" } }), undefined],
    { owner: "ops" },
  ],
  ["nothing, where nothing tells", [instance("aws_vpc.v"), undefined], {}],
])("a resource is told by %s", (_, words, expected) => {
  expect(described(...words)).toEqual(expected);
});

describe("the page in the console", () => {
  it.each<[string, string, JsonObject, string | undefined]>([
    [
      "of a resource in the stack's region",
      "aws_vpc",
      { id: "vpc-1" },
      "https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#VpcDetails:VpcId=vpc-1",
    ],
    [
      "of a queue, by its address",
      "aws_sqs_queue",
      { url: "https://sqs.eu-west-1.amazonaws.com/111111111111/dev-app-portal-dead-letters" },
      "https://eu-west-1.console.aws.amazon.com/sqs/v3/home?region=eu-west-1#/queues/https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F111111111111%2Fdev-app-portal-dead-letters",
    ],
    [
      "of a pipeline",
      "aws_codepipeline",
      { name: "dev-deployer-portal", arn: "arn:aws:codepipeline:eu-west-1:111111111111:dev-deployer-portal" },
      "https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/dev-deployer-portal/view?region=eu-west-1",
    ],
    [
      "of one in another region, by its ARN",
      "aws_acm_certificate",
      { arn: "arn:aws:acm:us-east-1:111111111111:certificate/0a-1b" },
      "https://us-east-1.console.aws.amazon.com/acm/home?region=us-east-1#/certificates/0a-1b",
    ],
    [
      "of a log group, whose name is written twice",
      "aws_cloudwatch_log_group",
      { name: "/dev/a b" },
      "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Fdev$252Fa$2520b",
    ],
    [
      "of a hostile name, which stays a name",
      "aws_iam_role",
      { name: "x\u001b]8;;https://evil.example?&#/y" },
      "https://console.aws.amazon.com/iam/home#/roles/details/x%1B%5D8%3B%3Bhttps%3A%2F%2Fevil.example%3F%26%23%2Fy",
    ],
    ["of a type without one", "aws_route", { id: "r" }, undefined],
    ["of something whose id is hidden", "aws_vpc", { id: "(sensitive)" }, undefined],
    ["of something without an id", "aws_vpc", {}, undefined],
  ])("%s", (_, type, attributes, expected) => {
    expect(consoleLink(type, attributes, "eu-west-1")).toBe(expected);
  });
});
