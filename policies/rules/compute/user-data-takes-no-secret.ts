import { violationAt } from "../../demand";
import { one } from "../../examples";
import { looksSecret } from "../../parse/secret-names";
import type { Rule } from "../../rule";
import { isUnknown } from "../../value";
import { ofType } from "../../view/stack-view";

const TYPES = ["aws_instance", "aws_launch_template", "aws_launch_configuration"];

/** `NAME=${…}`, `name: "${…}"`: in a template, the shell's own `${…}` is written `$${…}`. */
const PUT_IN = /(?<![\w.-])([A-Za-z_][\w-]*)["']?\s*[=:]\s*["']?(?<!\$)\$\{/g;

export const userDataTakesNoSecret: Rule = {
  id: "user-data-takes-no-secret",
  what: "Terraform puts no secret into the script with which an instance starts.",
  why: "Whoever may describe the instance, and every program on it, can read the script; so does the state.",
  fix: "Let the script fetch the secret from Secrets Manager with the role of the instance.",
  severity: "high",
  checks: [4],
  controls: [],
  types: TYPES,
  judge: function* (view) {
    for (const resource of ofType(view, ...TYPES)) {
      for (const attribute of ["user_data", "user_data_base64"]) {
        const script = resource.values[attribute];
        // What stands there as a text, the rule `text-holds-no-credential` looks at.
        const template = isUnknown(script) ? (script.template ?? "") : "";
        const name = [...template.matchAll(PUT_IN)].map(([, each = ""]) => each).find(looksSecret);
        if (name) yield violationAt({ resource }, attribute, `the value of \`${name}\` is put in`);
      }
    }
  },
  passes: [
    {
      shows: "a secret that the script fetches, and where it lies",
      configuration: one("aws_instance", {
        user_data: "SECRET_ARN=${aws_secretsmanager_secret.a.arn}\nTOKEN=$(aws secretsmanager get-secret-value)",
      }),
    },
    {
      shows: "a variable of the shell",
      configuration: one("aws_instance", { user_data: "BUCKET=${aws_s3_bucket.a.id}\nTOKEN=$${FETCHED}" }),
    },
    { shows: "nothing", configuration: one("aws_instance", {}) },
  ],
  fails: [
    { shows: "a password", configuration: one("aws_instance", { user_data: "export DB_PASSWORD=${var.password}\n" }) },
    {
      shows: "a token in a file that is encoded",
      configuration: one("aws_launch_template", {
        user_data: '${base64encode("github_token: ${var.token}")}',
      }),
    },
  ],
};
