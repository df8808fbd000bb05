import { violationAt } from "../../demand";
import { one } from "../../examples";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, textIn } from "../../value";
import { about, ofType, type Resource, type StackView, wanted } from "../../view/stack-view";

export const vpcEndpointHasAPolicy: Rule = {
  id: "vpc-endpoint-has-a-policy",
  what: "Every VPC endpoint of an AWS service has a policy that says whose identities or which resources it serves.",
  why: "Without one an intruder carries data out through it with credentials of an account of their own.",
  fix: "Give the endpoint a policy that names resources, or that asks for aws:PrincipalAccount or aws:PrincipalOrgID.",
  severity: "medium",
  checks: [11],
  controls: [],
  types: ["aws_vpc_endpoint"],
  judge: function* (view: StackView): Iterable<Judgement> {
    // Whether a policy is narrow enough, resource-policy-is-not-open says.
    for (const resource of ofType(view, "aws_vpc_endpoint").filter(takesPolicy)) {
      const policies = [resource, ...about(view, resource, "aws_vpc_endpoint_policy", "vpc_endpoint_id")]
        .map((each) => wanted(each, "policy"))
        .filter((policy) => policy !== undefined && policy !== "");
      if (policies.length === 0) yield violationAt({ resource }, "policy", "serves everybody: it has no policy");
    }
  },
  passes: [
    {
      shows: "identities of one account",
      configuration: endpoint({ Condition: { StringEquals: { "aws:PrincipalAccount": "111111111111" } } }),
    },
    { shows: "one bucket", configuration: endpoint({ Resource: "arn:aws:s3:::orders/*" }) },
    {
      shows: "a service of somebody else, which takes none",
      configuration: one("aws_vpc_endpoint", {
        vpc_endpoint_type: "Interface",
        service_name: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123",
      }),
    },
  ],
  fails: [
    { shows: "no policy", configuration: one("aws_vpc_endpoint", { service_name: "com.amazonaws.eu-west-1.s3" }) },
    {
      shows: "an empty one",
      configuration: one("aws_vpc_endpoint", { service_name: "com.amazonaws.eu-west-1.s3", policy: "" }),
    },
  ],
};

const takesPolicy = ({ values }: Resource): boolean => {
  const { service_name: name, vpc_endpoint_type: type } = values;
  const isForeign = (isUnknown(name) ? name.template : textIn(name))?.includes(".vpce.") === true;
  return !isForeign && !["GatewayLoadBalancer", "Resource", "ServiceNetwork"].includes(textIn(type) ?? "");
};

function endpoint(statement: object): object {
  const all = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
  return one("aws_vpc_endpoint", {
    service_name: "com.amazonaws.eu-west-1.s3",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ ...all, ...statement }] }),
  });
}
