import { judge } from "../../policies/judge";
import type { Finding } from "../../policies/rule";
import { RULES } from "../../policies/rules";
import { viewOfConfiguration } from "../../policies/view/from-configuration";
import { viewOfPlan } from "../../policies/view/from-plan";
import { configurationFixture, planFixture } from "./plan-fixture";

const FACTS = { kind: "example", production: true };

const ofConfiguration = (name: string) =>
  judge(RULES, viewOfConfiguration(name, { ...configurationFixture(name), "//": { infra: FACTS } }));

const ofPlan = (name: string) => judge(RULES, viewOfPlan(name, planFixture(name), FACTS));

const found = { configuration: ofConfiguration("policy-faults"), plan: ofPlan("policy-faults") };

const answer = (findings: readonly Finding[], rule: string, address: string) =>
  findings.find((finding) => finding.rule === rule && finding.address === address)?.answer;

/**
 * What checkov 3.3.30 misses in one of its two inputs, by its own id: whether it reads the configuration or the plan, one of
 * them passes. Ours must say so in both.
 */
const MISSED: readonly (readonly [fault: string, rule: string, address: string])[] = [
  ["CKV_AWS_24, inline", "firewall-is-not-open-to-the-world", "aws_security_group.inline"],
  ["CKV_AWS_24, repeated by Terraform", "firewall-is-not-open-to-the-world", "aws_security_group.repeated"],
  ["CKV_AWS_382, inline", "firewall-does-not-let-everything-out", "aws_security_group.inline"],
  ["CKV_AWS_24, older kind", "firewall-is-not-open-to-the-world", "aws_security_group_rule.older"],
  ["CKV_AWS_23, older kind", "firewall-rule-has-description", "aws_security_group_rule.older"],
  ["CKV_AWS_23, newer kind", "firewall-rule-has-description", "aws_vpc_security_group_ingress_rule.newer"],
  ["CKV_AWS_286 to 290, actions", "policy-names-its-actions", "aws_iam_role_policy.everything"],
  ["CKV_AWS_355, resources", "policy-writes-to-named-resources", "aws_iam_role_policy.everything"],
  ["CKV_AWS_336", "container-cannot-write-its-root", "aws_ecs_task_definition.app"],
  ["CKV_AWS_66 and 338", "log-group-forgets", "aws_cloudwatch_log_group.app"],
  ["CKV_AWS_158", "log-group-has-a-key", "aws_cloudwatch_log_group.app"],
  ["CKV_AWS_175", "web-acl-has-rules", "aws_wafv2_web_acl.empty"],
];

describe("what other tools miss is found in the configuration and in the plan", () => {
  it.each(MISSED)("%s (%s)", (_, rule, address) => {
    expect(answer(found.configuration, rule, address)).toBe("violation");
    expect(answer(found.plan, rule, address)).toBe("violation");
  });

  it("a bucket policy for everybody with a reference in it (CKV_AWS_70), which a plan does not know yet", () => {
    const address = "aws_s3_bucket_policy.open";
    expect(answer(found.configuration, "resource-policy-is-not-open", address)).toBe("violation");
    // Never a pass: of a policy that nobody can read yet a rule says so.
    expect(answer(found.plan, "policy-can-be-read", address)).toBe("unknown");
  });
});

/** Only a configuration tells them: a plan holds no settings and no `lifecycle`. */
const OF_CONFIGURATIONS = [
  "everything-is-tagged",
  "production-data-cannot-be-destroyed",
  "provider-knows-its-accounts",
  "state-is-locked-and-encrypted",
  "terraform-version-is-bounded",
];

/** The findings of both views as lines, without what one of them cannot know. */
const lines = (findings: readonly Finding[]) =>
  findings
    .filter(({ rule, answer: given }) => given === "violation" && !OF_CONFIGURATIONS.includes(rule))
    .map(({ rule, address, path = "", message }) => [address, rule, path, message].join(" "))
    .filter((line) => !LESS_IN_A_PLAN.test(line))
    .sort();

/** What a plan does not hold of providers, and what of the faults it answers with "unknown", since the bucket's id and the policy that names it are not known. */
const LESS_IN_A_PLAN =
  /^ secret-is-not-in-the-state provider\.|^aws_s3_bucket(?:_policy)?\.open (?:bucket-access-is-logged|bucket-demands-tls|resource-policy-is-not-open) /;

describe("the same faults", () => {
  it("lead to the same violations in a configuration and in its plan", () => {
    expect(lines(found.plan)).toEqual(lines(found.configuration));
    expect(lines(found.plan).length).toBeGreaterThan(30);
  });

  it.each(["bucket-access-is-logged", "bucket-demands-tls"])(
    "are not passed by where they are not known: %s",
    (rule) => {
      const answers = (findings: readonly Finding[]) =>
        findings.filter((each) => each.rule === rule).map((each) => each.answer);
      expect(answers(found.configuration)).toEqual(["violation"]);
      expect(answers(found.plan)).toEqual(["unknown"]);
    },
  );
});

describe("a stack with nothing to object to", () => {
  it("has no violation in its plan either, only what is not known yet", () => {
    const findings = ofPlan("policy-site");
    expect(findings.map(({ rule, address, answer: given }) => [rule, address, given])).toEqual([
      ["bucket-demands-tls", "aws_s3_bucket_policy.content", "unknown"],
      ["bucket-serves-one-distribution", "aws_cloudfront_distribution.site", "unknown"],
      ["policy-can-be-read", "aws_s3_bucket_policy.content", "unknown"],
    ]);
  });
});
