import { explainedRules, readManagedRules } from "../../../operations/drift/managed-rules";
import { readPlan } from "../../../operations/report/read/plan-file";
import type { JsonObject } from "../../../terraform-json/json";
import { stateOf } from "../inspect/states";
import { aPlan, resource } from "../report/support";

const ADDRESS = "aws_security_group.firewall";
const GROUP = { resource: { aws_security_group: { firewall: { name: "x" } } } };

/** A rule, as the attributes of a group repeat it. */
const rule = (fields: JsonObject = {}): JsonObject => ({
  description: "Calls",
  protocol: "tcp",
  from_port: 8080,
  to_port: 8080,
  cidr_blocks: [],
  ipv6_cidr_blocks: [],
  prefix_list_ids: [],
  security_groups: ["sg-orders"],
  self: false,
  ...fields,
});

/** The same as a resource of its own, in the state of whoever calls. */
const managed = (name: string, attributes: JsonObject, type = "aws_vpc_security_group_ingress_rule") => ({
  type,
  name,
  attributes: { security_group_id: "sg-1", ip_protocol: "tcp", from_port: 8080, to_port: 8080, ...attributes },
});

const CALLERS: Readonly<Record<string, string>> = {
  "dev-orders": stateOf([
    managed("calls", { referenced_security_group_id: "sg-orders" }),
    managed("itself", { referenced_security_group_id: "sg-1" }),
    managed("office", { cidr_ipv4: "192.0.2.0/24" }),
    managed(
      "all",
      { ip_protocol: "-1", from_port: null, to_port: null, cidr_ipv6: "::/0" },
      "aws_vpc_security_group_egress_rule",
    ),
  ]),
  "dev-broken": "{",
};

const explained = async (before: JsonObject, after: JsonObject, configuration: JsonObject = GROUP) => {
  const change = { before: { id: "sg-1", ...before }, after: { id: "sg-1", ...after } };
  const drift = { ...resource(ADDRESS, ["update"], change), type: "aws_security_group" };
  const plan = readPlan(JSON.stringify({ ...aPlan(), resource_drift: [drift] }), "a plan");
  const read = async (key: string) => {
    const text = CALLERS[key];
    return text === undefined ? undefined : { text, etag: "", versionId: undefined, modified: new Date(0) };
  };
  const rules = await readManagedRules(new Set([...Object.keys(CALLERS), "dev-gone"]), { read }, 2);
  return Object.fromEntries(explainedRules(plan, configuration, rules));
};

const CALLS = "aws_vpc_security_group_ingress_rule.calls of dev-orders";
const ingress = (...rules: readonly JsonObject[]): JsonObject => ({ ingress: rules, egress: [] });

describe("rules that a group repeats since somebody read it again", () => {
  it.each<[string, JsonObject, JsonObject, string | undefined]>([
    ["of another stack are managed there", ingress(), ingress(rule()), CALLS],
    [
      "are, with several sources in one",
      ingress(),
      ingress(rule({ cidr_blocks: ["192.0.2.0/24"], self: true })),
      expect.any(String),
    ],
    ["that somebody added by hand are not", ingress(), ingress(rule({ security_groups: ["sg-mallory"] })), undefined],
    [
      "are not, when one of several was added by hand",
      ingress(),
      ingress(rule({ security_groups: ["sg-orders", "sg-mallory"] })),
      undefined,
    ],
    ["are not, on other ports", ingress(), ingress(rule({ to_port: 9090 })), undefined],
    [
      "are not, for others than are managed",
      ingress(),
      ingress(rule({ security_groups: [], cidr_blocks: ["0.0.0.0/0"] })),
      undefined,
    ],
    ["that are gone are told where they are managed", ingress(rule()), ingress(), expect.any(String)],
  ])("%s", async (_, before, after, expected) => {
    expect((await explained(before, after))[`${ADDRESS} ingress`]).toEqual(expected);
  });

  it("are managed for what leaves, too, whatever ports stand beside all protocols", async () => {
    const all = rule({ protocol: "-1", from_port: 0, to_port: 0, security_groups: [], ipv6_cidr_blocks: ["::/0"] });
    expect(await explained({ ingress: [], egress: [] }, { ingress: [all], egress: [all] })).toEqual({
      [`${ADDRESS} egress`]: "aws_vpc_security_group_egress_rule.all of dev-orders",
    });
  });

  it.each<[string, JsonObject]>([
    ["has rules of its own", { resource: { aws_security_group: { firewall: { ingress: [{}] } } } }],
    ["is not known", {}],
  ])("are drift of a group whose configuration %s", async (_, configuration) => {
    expect((await explained(ingress(rule()), ingress(), configuration))[`${ADDRESS} ingress`]).toBeUndefined();
  });
});
