import { plainTextAnswer } from "../../parse/tls-only";
import type { Judgement, Rule } from "../../rule";
import { about, ofType, type StackView } from "../../view/stack-view";

const POLICY = "aws_efs_file_system_policy";

const example = (statement: object) => ({
  resource: {
    aws_efs_file_system: { a: { encrypted: true } },
    [POLICY]: {
      a: { file_system_id: "${aws_efs_file_system.a.id}", policy: JSON.stringify({ Statement: [statement] }) },
    },
  },
});

const REFUSES = {
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: "*",
  Resource: "${aws_efs_file_system.a.arn}",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

export const fileSystemDemandsTls: Rule = {
  id: "file-system-demands-tls",
  what: "The policy of each file system refuses clients without TLS.",
  why: "NFS is plain text: whoever sits on the way reads the files.",
  fix: 'Deny * to everyone in an aws_efs_file_system_policy, where aws:SecureTransport is "false".',
  severity: "high",
  checks: [28],
  controls: [],
  types: ["aws_efs_file_system"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_efs_file_system")) {
      const [policy] = about(view, resource, POLICY, "file_system_id");
      const found = plainTextAnswer(policy?.values.policy, ["elasticfilesystem:*"]);
      if (found) yield { resource: policy ?? resource, ...(policy && { path: "policy" }), ...found };
    }
  },
  passes: [{ shows: "a policy that refuses them", configuration: example(REFUSES) }],
  fails: [
    { shows: "no policy", configuration: { resource: { aws_efs_file_system: { a: { encrypted: true } } } } },
    { shows: "a policy that allows", configuration: example({ ...REFUSES, Effect: "Allow" }) },
  ],
};
