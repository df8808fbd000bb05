import { Unknown } from "../../../policies/value";
import { viewOfConfiguration } from "../../../policies/view/from-configuration";
import { viewOfPlan } from "../../../policies/view/from-plan";
import {
  about,
  isWritten,
  meantBy,
  ofType,
  pointedAt,
  pointsAt,
  type Resource,
  referencesOf,
  resourceAt,
  type StackView,
  wanted,
  withoutInstance,
} from "../../../policies/view/stack-view";
import { planFixture } from "../plan-fixture";

const addresses = (resources: readonly Resource[]) => resources.map(({ address }) => address);

const get = (view: StackView, address: string): Resource => {
  const found = resourceAt(view, address);
  if (!found) throw new Error(`no ${address}`);
  return found;
};

describe("a stack from its configuration", () => {
  const view = viewOfConfiguration("s", {
    resource: {
      aws_s3_bucket: { a: { bucket: "orders" }, b: { bucket: "${var.name}" } },
      aws_s3_bucket_versioning: {
        named: { bucket: "orders" },
        referred: { bucket: "${aws_s3_bucket.b.id}" },
        none: {},
      },
      aws_lb: { web: { security_groups: ["${aws_security_group.a.id}", "sg-1"] } },
      aws_security_group: { a: {}, b: { id: "sg-1" }, c: {} },
    },
  });

  it("finds resources by type and by address", () => {
    expect(addresses(ofType(view, "aws_lb", "aws_s3_bucket"))).toEqual([
      "aws_lb.web",
      "aws_s3_bucket.a",
      "aws_s3_bucket.b",
    ]);
    expect(resourceAt(view, "aws_s3_bucket.c")).toBeUndefined();
  });

  it.each([
    ["by its name", "aws_s3_bucket.a", ["aws_s3_bucket_versioning.named"]],
    ["by a reference", "aws_s3_bucket.b", ["aws_s3_bucket_versioning.referred"]],
  ])("finds what is about a resource %s", (_, address, expected) => {
    const found = about(view, get(view, address), "aws_s3_bucket_versioning", "bucket", ["id", "bucket"]);
    expect(addresses(found)).toEqual(expected);
  });

  it("finds what a list means, by references and by ids", () => {
    expect(addresses(pointedAt(view, get(view, "aws_lb.web"), "security_groups", ["aws_security_group"]))).toEqual([
      "aws_security_group.a",
      "aws_security_group.b",
    ]);
    expect(meantBy(view, undefined, ["aws_security_group"])).toEqual([]);
  });

  it.each([
    ["a name", "aws_s3_bucket_versioning.named", "orders"],
    ["the text of a reference", "aws_s3_bucket_versioning.referred", "${aws_s3_bucket.b.id}"],
    ["nothing", "aws_s3_bucket_versioning.none", undefined],
  ])("tells what an attribute points at by %s", (_, address, expected) => {
    expect(pointsAt(view, get(view, address), "bucket")).toBe(expected);
  });

  it("takes whatever is there for wanted and written", () => {
    const bucket = get(view, "aws_s3_bucket.b");
    expect(wanted(bucket, "bucket")).toEqual(new Unknown([], "${var.name}"));
    expect(wanted(bucket, "policy")).toBeUndefined();
    expect(isWritten(bucket, "bucket")).toBe(true);
    expect(referencesOf(get(view, "aws_s3_bucket_versioning.referred"), "bucket")).toEqual(["aws_s3_bucket.b"]);
  });
});

describe("a stack from its plan", () => {
  const view = viewOfPlan("p", planFixture("unknown-from-references"));
  const group = get(view, "aws_security_group.app");
  const rule = get(view, 'aws_vpc_security_group_ingress_rule.app["8080"]');

  it("finds what is about a resource that does not exist yet", () => {
    expect(addresses(about(view, get(view, "aws_vpc.main"), "aws_subnet", "vpc_id"))).toEqual([
      "aws_subnet.private[0]",
      "aws_subnet.private[1]",
    ]);
    expect(addresses(pointedAt(view, rule, "security_group_id", ["aws_security_group"]))).toEqual([group.address]);
  });

  it("tells what nobody wants from what is not known yet", () => {
    expect(wanted(group, "egress")).toBeUndefined();
    expect(wanted(rule, "cidr_ipv4")).toBeUndefined();
    expect(wanted(group, "vpc_id")).toEqual(new Unknown(["aws_vpc.main"]));
    expect(isWritten(group, "ingress")).toBe(false);
    expect(isWritten(group, "vpc_id")).toBe(true);
  });

  it("does not say which one of several instances is meant", () => {
    expect(pointsAt(view, rule, "security_group_id")).toBe("aws_security_group.app");
    const any: Resource = { ...rule, refers: { to: ["aws_subnet.private"] }, values: { to: new Unknown([]) } };
    expect(pointsAt(view, any, "to")).toBeUndefined();
  });
});

it.each([
  ["aws_vpc.a", "aws_vpc.a"],
  ["aws_vpc.a[0]", "aws_vpc.a"],
  ['module.m["x"].aws_vpc.a["]\\"["]', 'module.m["x"].aws_vpc.a'],
])("%s without its instance is %s", (address, plain) => {
  expect(withoutInstance(address)).toBe(plain);
});
