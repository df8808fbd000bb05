import { Lookup, targetOf } from "../../../operations/inspect/lookup";
import { found, stateOf, stateText } from "./states";

const STATES = [
  found("dev-part", stateText("after")),
  found("dev-network", stateOf([{ type: "aws_vpc", name: "vpc_A2121C38", attributes: { id: "vpc-1" } }])),
  found("main-network", stateOf([{ type: "aws_vpc", name: "vpc_A2121C38", attributes: { id: "vpc-2" } }])),
  found(
    "gone-stack",
    stateOf([], {
      resources: [
        { mode: "managed", type: "aws_route", name: "r", instances: [{ index_key: "a:b", attributes: { id: "r-1" } }] },
      ],
    }),
  ),
];

const look = (...words: readonly string[]): readonly string[] => {
  const target = targetOf(words);
  const lookup = new Lookup(target);
  for (const state of STATES) if (target.stack === undefined || target.stack === state.stack) lookup.add(state);
  return lookup.result().map(({ stack, instance }) => `${stack} ${instance.address} ${instance.deposed ?? ""}`.trim());
};

it.each<[string, readonly string[], readonly string[]]>([
  ["an address alone", ["terraform_data.settings"], ["dev-part terraform_data.settings"]],
  ["a stack and an address", ["main-network", "aws_vpc.vpc_A2121C38"], ["main-network aws_vpc.vpc_A2121C38"]],
  ["both in one word", ["dev-network:aws_vpc.vpc_A2121C38"], ["dev-network aws_vpc.vpc_A2121C38"]],
  ["a key with a colon", ["aws_route.r[a:b]"], ['gone-stack aws_route.r["a:b"]']],
  [
    "both in one word, of a stack that no configuration has",
    ['gone-stack:aws_route.r["a:b"]'],
    ['gone-stack aws_route.r["a:b"]'],
  ],
  [
    "an instance in a module with keys",
    ['module.part["south.east"].terraform_data.second["b"]'],
    ['dev-part module.part["south.east"].terraform_data.second["b"]'],
  ],
  [
    "the same, with the quotes that a shell took away",
    ["module.part[south.east].terraform_data.second[b]"],
    ['dev-part module.part["south.east"].terraform_data.second["b"]'],
  ],
  [
    "all instances of a resource",
    ['module.part["north"].terraform_data.second'],
    [
      'dev-part module.part["north"].terraform_data.second["a"]',
      'dev-part module.part["north"].terraform_data.second["b"]',
    ],
  ],
  [
    "what a replacement left over, too",
    ["terraform_data.stays"],
    ["dev-part terraform_data.stays", "dev-part terraform_data.stays 69b5c857"],
  ],
])("finds %s", (_, words, expected) => {
  expect(look(...words)).toEqual(expected);
});

it.each<[string, readonly string[], string]>([
  [
    "several stacks have",
    ["aws_vpc.vpc_A2121C38"],
    '2 stacks have a resource "aws_vpc.vpc_A2121C38": dev-network, main-network. Name one of them before the address.',
  ],
  [
    "lacks its digest",
    ["dev-network", "aws_vpc.vpc"],
    'the state of dev-network has no resource "aws_vpc.vpc". Did you mean "aws_vpc.vpc_A2121C38"?',
  ],
  [
    "is misspelt",
    ["terraform_data.setings"],
    'no state has a resource "terraform_data.setings". Did you mean "terraform_data.settings"?',
  ],
  [
    "is like no other",
    ["aws_lambda_function.something"],
    'no state has a resource "aws_lambda_function.something". `infra state list` lists all, and `infra state find` looks for a part of a name.',
  ],
  [
    "would move the cursor",
    ["aws_x.\u001b[2J"],
    'no state has a resource "aws_x.\\u001b[2J". `infra state list` lists all, and `infra state find` looks for a part of a name.',
  ],
])("says what is wrong with an address that %s", (_, words, message) => {
  expect(() => look(...words)).toThrow(message);
});

describe("when some states could not be read", () => {
  it("says so of what is in none of the others, with what is near", () => {
    const lookup = new Lookup(targetOf(["terraform_data.setings"]));
    for (const state of STATES) lookup.add(state);
    expect(lookup.absence(false)).toBe(
      'no state that could be read has a resource "terraform_data.setings". Did you mean "terraform_data.settings"?',
    );
  });

  it("says nothing when there was no other", () => {
    expect(new Lookup(targetOf(["terraform_data.settings"])).absence(false)).toBe(undefined);
  });
});
