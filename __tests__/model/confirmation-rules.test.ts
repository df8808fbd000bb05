import { confirmationRulesIn, STRICTEST } from "../../model/confirmation-rules";
import { problemsWith, SOUND } from "../support/catalogue";

const organisation = (rules: string) => `${SOUND["organisation.yaml"]}${rules}`;

describe("the rules of confirmation", () => {
  it("allow nothing unless they say so", () => {
    expect(confirmationRulesIn(organisation(""))).toEqual({ label: "plan: confirmed", allowed: [] });
  });

  it("are those that the catalogue states, with every default filled in", () => {
    const text = organisation(`confirmation:
  label: seen
  allowed:
    - { type: aws_cloudwatch_*, because: alarms hold nothing }
    - { type: aws_ecs_service, stack: dev-*, kinds: [replace], because: nobody depends on dev }
`);
    expect(confirmationRulesIn(text)).toEqual({
      label: "seen",
      allowed: [
        {
          type: "aws_cloudwatch_*",
          stack: "*",
          kinds: ["delete", "replace", "replace-and-forget", "forget", "unprotect"],
          because: "alarms hold nothing",
        },
        { type: "aws_ecs_service", stack: "dev-*", kinds: ["replace"], because: "nobody depends on dev" },
      ],
    });
    expect(problemsWith({ "organisation.yaml": text })).toEqual([]);
  });

  it.each([
    ["no YAML", "allowed: ["],
    ["something else", "42"],
    ["nothing", ""],
    ["a rule without a reason", organisation("confirmation: { allowed: [{ type: '*' }] }\n")],
    ["a rule with an unknown key", organisation("confirmation: { allowed: [{ type: '*', because: x, all: true }] }\n")],
  ])("allow nothing when the text is %s", (_, text) => {
    expect(confirmationRulesIn(text)).toEqual(STRICTEST);
  });

  it.each([
    [
      "a rule without a reason",
      "[{ type: aws_sns_topic }]",
      "catalogue/organisation.yaml:9:27  confirmation.allowed.0.because is missing | Expected a text.",
    ],
    [
      "an unknown kind",
      "[{ type: aws_sns_topic, because: x, kinds: [destroy] }]",
      'catalogue/organisation.yaml:9:70  confirmation.allowed.0.kinds.0 is "destroy" | Known: delete, forget, replace, replace-and-forget, unprotect.',
    ],
    [
      "a type that no resource has",
      '[{ type: "AWS::SNS", because: x }]',
      'catalogue/organisation.yaml:9:35  confirmation.allowed.0.type is "AWS::SNS" | Use lower-case letters, digits, and * for any characters: aws_cloudwatch_*.',
    ],
  ])("are refused in the catalogue for %s", (_, allowed, problem) => {
    const text = organisation(`confirmation: { allowed: ${allowed} }\n`);
    expect(problemsWith({ "organisation.yaml": text })).toEqual([problem]);
  });
});
