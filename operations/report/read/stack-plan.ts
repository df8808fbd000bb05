import { z } from "zod";

/** A list that Terraform leaves out when it is empty. */
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

const change = z.object({
  actions: list(z.string()),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  after_unknown: z.unknown().optional(),
  before_sensitive: z.unknown().optional(),
  after_sensitive: z.unknown().optional(),
  replace_paths: list(z.array(z.unknown())),
  importing: z.object({ id: z.string().nullish(), unknown: z.boolean().nullish() }).nullish(),
  generated_config: z.string().nullish(),
});

const resourceChange = z.object({
  address: z.string(),
  previous_address: z.string().nullish(),
  /** Both are missing from nothing that Terraform writes; a report can do without. */
  mode: z.string().nullish(),
  type: z.string().nullish(),
  provider_name: z.string().nullish(),
  deposed: z.string().nullish(),
  action_reason: z.string().nullish(),
  change,
});

const actionInvocation = z.object({
  address: z.string(),
  lifecycle_action_trigger: z
    .object({
      triggering_resource_address: z.string().nullish(),
      action_trigger_event: z.string().nullish(),
      action_trigger_block_index: z.number().nullish(),
      actions_list_index: z.number().nullish(),
    })
    .nullish(),
  /** Never shown, but part of what the plan does. */
  config_values: z.unknown().optional(),
  config_sensitive: z.unknown().optional(),
  config_unknown: z.unknown().optional(),
});

const displayed = z.object({ to_display: z.string() });

const check = z.object({
  address: displayed,
  status: z.string(),
  instances: list(
    z.object({ address: displayed, status: z.string(), problems: list(z.object({ message: z.string() })) }),
  ),
});

/** Entries, because a record would lose an output that is called `__proto__`. */
const outputChanges = z.preprocess(
  (outputs) => (typeof outputs === "object" && outputs !== null ? Object.entries(outputs) : outputs),
  list(z.tuple([z.string(), change])),
);

/**
 * The parts of a plan that a report relies on; everything else is ignored, as the format asks of its readers.
 * Source: "JSON Output Format" in Terraform's documentation, and internal/command/jsonplan in hashicorp/terraform.
 */
export const stackPlanSchema = z.object({
  format_version: z.string(),
  terraform_version: z.string().nullish(),
  timestamp: z.string().nullish(),
  configuration: z.unknown().optional(),
  relevant_attributes: list(z.object({ resource: z.string(), attribute: list(z.unknown()) })),
  resource_changes: list(resourceChange),
  resource_drift: list(resourceChange),
  output_changes: outputChanges,
  deferred_changes: list(z.object({ reason: z.string().nullish(), resource_change: resourceChange })),
  action_invocations: list(actionInvocation),
  deferred_action_invocations: list(z.object({ reason: z.string().nullish(), action_invocation: actionInvocation })),
  checks: list(check),
  errored: z.boolean().nullish(),
  applyable: z.boolean().nullish(),
  complete: z.boolean().nullish(),
});

/** A plan as `terraform show -json` writes it, in Terraform's own names. It holds secrets; a `Report` does not. */
export type StackPlan = z.output<typeof stackPlanSchema>;

/** One planned change, of a resource or of an output. */
export type PlannedChange = z.output<typeof change>;

/** One resource in a plan, changed or not. */
export type PlannedResource = z.output<typeof resourceChange>;

/** One call of a provider's action. */
export type PlannedInvocation = z.output<typeof actionInvocation>;
