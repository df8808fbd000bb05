import { demand, valueAt } from "../../demand";
import { one } from "../../examples";
import type { Rule } from "../../rule";
import { ofType, type Resource } from "../../view/stack-view";

const INSTANCE = "aws_instance";
const TEMPLATE = "aws_launch_template";

export const instanceMetadataNeedsAToken: Rule = {
  id: "instance-metadata-needs-a-token",
  what: "The metadata of an instance, and so the credentials of its role, are given only for a token (IMDSv2).",
  why: "A server that can be made to fetch a URL gives its credentials away otherwise.",
  fix: "Set `http_tokens` to required in `metadata_options`.",
  severity: "high",
  checks: [],
  controls: ["FSBP EC2.8", "FSBP EC2.170"],
  types: [INSTANCE, TEMPLATE],
  judge: function* (view) {
    for (const resource of ofType(view, INSTANCE, TEMPLATE)) {
      if (isOff(resource) || isSaidByTemplate(resource)) continue;
      const message = "its metadata are given to whoever asks";
      yield* demand({ resource }, "metadata_options.http_tokens", (tokens) => tokens === "required", message);
    }
  },
  passes: [
    { shows: "tokens", configuration: one(INSTANCE, { metadata_options: { http_tokens: "required" } }) },
    { shows: "no metadata at all", configuration: one(TEMPLATE, { metadata_options: { http_endpoint: "disabled" } }) },
    { shows: "what its template says", configuration: one(INSTANCE, { launch_template: { id: "lt-1" } }) },
  ],
  fails: [
    { shows: "an instance of which nothing is said", configuration: one(INSTANCE, {}) },
    {
      shows: "a template without tokens",
      configuration: one(TEMPLATE, { metadata_options: [{ http_tokens: "optional" }] }),
    },
  ],
};

const isOff = ({ values }: Resource): boolean => valueAt(values, "metadata_options.http_endpoint") === "disabled";

/** The template is judged where it stands. */
const isSaidByTemplate = ({ type, values }: Resource): boolean =>
  type === INSTANCE &&
  valueAt(values, "metadata_options.http_tokens") === undefined &&
  (valueAt(values, "launch_template.id") ?? valueAt(values, "launch_template.name")) !== undefined;
