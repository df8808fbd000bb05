import { z } from "zod";
import { SEVERITIES } from "../../../policies/rule";
import { type Action, ALL_ACTIONS } from "../actions";

const number = z.int().min(0);

const side = z
  .discriminatedUnion("state", [
    z.strictObject({
      state: z.literal("known"),
      value: z.unknown().describe("Any JSON value. Parts of it that are sensitive are replaced by words that say so."),
    }),
    z.strictObject({
      state: z.literal("unknown"),
      from: z
        .array(z.string())
        .describe("What it will come from, by the configuration; empty when that does not tell."),
    }),
    z.strictObject({
      state: z.literal("sensitive"),
      because: z
        .enum(["marked", "looks-like-a-secret"])
        .describe("Terraform marks it; or nobody does, and it looks like a secret."),
    }),
    z.strictObject({ state: z.literal("absent") }),
    z.strictObject({
      state: z.literal("upstream"),
      stack: z.string().describe("The stack after whose apply it is known; empty for the stack itself."),
      output: z.string(),
      exists: z.boolean().describe("Whether there is a value already, which only this plan does not know."),
    }),
  ])
  .meta({ id: "side", description: "One side of a change: its value, or why there is none to show." });

const attribute = z
  .strictObject({
    path: z.string().describe("In Terraform's notation: tags.Name, ingress[0].cidr_blocks."),
    before: side,
    after: side,
    forcesReplacement: z.boolean(),
    only: z
      .enum(["marking", "formatting", "order"])
      .optional()
      .describe("All that differs: the marking as sensitive, the way it is written, or the order of its items."),
    inside: z
      .strictObject({ path: z.string(), format: z.enum(["json", "yaml"]) })
      .optional()
      .describe("The attribute whose text it stands in, when that is read by its meaning."),
  })
  .meta({ id: "attribute", description: "One place in which a resource or an output differs." });

const DANGER_KINDS = ["unknown", "delete", "replace", "replace-and-forget", "forget", "unprotect"] as const;

const violation = z
  .strictObject({
    rule: z.string().describe("Id of the rule."),
    severity: z.enum(SEVERITIES),
    address: z.string().optional().describe("Of the resource; without it, it is about the stack as a whole."),
    path: z.string().optional().describe("The attribute inside the resource."),
    message: z.string().describe("What is so."),
    fix: z.string().describe("What to do about it."),
  })
  .meta({ id: "violation", description: "A rule that a stack breaks. Nothing confirms it away." });

const danger = z
  .strictObject({
    kind: z
      .enum(DANGER_KINDS)
      .describe("The action, where it is a danger of itself; `unprotect` is an update that switches a protection off."),
    stateful: z.boolean().describe("Whether it holds data, or something else that nothing brings back."),
    allowed: z.boolean().describe("Whether it may happen without a confirmation."),
    reason: z.string().describe("Why, and in which order, in words; empty when there is nothing to say."),
  })
  .meta({ id: "danger", description: "What a reviewer must see before anything else." });

const action = z.enum(ALL_ACTIONS as [Action, ...Action[]]).meta({
  id: "action",
  description: "What happens to a resource. `import` and `move` are those that change nothing else.",
});

const change = {
  address: z.string().describe("With the key of the object in brackets when it is a deposed one."),
  previousAddress: z.string().optional(),
  type: z.string(),
  mode: z.enum(["managed", "data"]),
  action,
  actions: z.array(z.string()).describe("The action in Terraform's own words."),
  keyword: z.string().optional().describe("Terraform's reason, in its own words."),
  reason: z.string().describe("Why, and in which order, in words; empty when there is nothing to say."),
  deposed: z.boolean().describe("Whether it is an object that a replacement left over."),
  replacePaths: z.array(z.string()).describe("The attributes that cannot be changed in place."),
  importId: side.optional().describe("The id under which an existing object is taken over."),
  generatesConfig: z.boolean().describe("Whether Terraform writes the configuration of what it imports."),
  attributes: z.array(attribute),
};

const resourceChange = z
  .strictObject({
    ...change,
    danger: danger.optional(),
    noise: z.boolean().describe("Whether it changes nothing but tags, descriptions and the like."),
  })
  .meta({ id: "change" });

const drift = z
  .strictObject({
    ...change,
    relevant: z.boolean().describe("Whether this plan undoes it, or takes something from it."),
  })
  .meta({ id: "drift", description: "What changed outside of Terraform: from what the state says to what is there." });

const output = z
  .strictObject({
    name: z.string(),
    action: z.enum(["create", "update", "delete", "unknown"]),
    actions: z.array(z.string()),
    attributes: z.array(attribute),
    readBy: z.array(z.string()).describe("Stacks of this run that read it."),
  })
  .meta({ id: "output" });

/** A number for each of several names. */
const numbersOf = <Name extends string>(names: readonly Name[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, number])) as Record<Name, typeof number>);

const counts = numbersOf(ALL_ACTIONS).meta({
  id: "counts",
  description: "Numbers of resources, by action. They add up to those that are not left alone.",
});

/** The states of a stack. */
export const STATES = ["changes", "no-changes", "failed", "not-planned", "vanished", "unaffected"] as const;

const stack = z
  .strictObject({
    id: z.string(),
    state: z
      .enum(STATES)
      .describe(
        "`not-planned`: it cannot be planned where this was made, its notes say why, and nobody knows whether it changes; `vanished`: it is no longer declared, and what it holds stays; `unaffected`: it was not planned.",
      ),
    source: z.string().optional().describe("Where it is declared."),
    digest: z.string().optional().describe("Two plans that do the same have the same one."),
    terraformVersion: z.string().optional(),
    plannedAt: z.string().optional().describe("As RFC 3339 writes it."),
    waitsFor: z.array(z.string()).describe("Stacks that must be applied before everything here is known."),
    notes: z.array(z.string()),
    error: z.string().optional().describe("The words of the tool that failed; empty when it said nothing."),
    violations: z.array(violation).describe("Rules that it breaks, worst first."),
    discrepancies: z
      .array(z.string())
      .describe("Where this does not account for all that the plan holds. Never expected; then read the plan itself."),
    plan: z
      .strictObject({
        complete: z.boolean().describe("False when Terraform will need another plan after this one."),
        applyable: z.boolean().optional().describe("Whether Terraform holds that there is something to apply."),
        held: number.describe("Resources in the plan's file: the sum of `counts` and `unchanged`."),
        unchanged: number.describe("Resources that are left alone."),
        counts,
        imported: number.describe("Resources that are taken over, whatever else happens to them."),
        moved: number.describe("Resources that had another address, whatever else happens to them."),
        changes: z.array(resourceChange),
        outputs: z.array(output),
        drift: z.array(drift),
        deferred: z
          .array(
            z.strictObject({
              address: z.string(),
              actions: z.array(z.string()),
              keyword: z.string(),
              reason: z.string(),
            }),
          )
          .describe("What Terraform puts off to a later plan."),
        invocations: z
          .array(
            z.strictObject({
              address: z.string(),
              trigger: z.strictObject({ address: z.string(), event: z.string() }).optional(),
            }),
          )
          .describe("Calls of actions that providers offer."),
        failedChecks: z.array(z.strictObject({ address: z.string(), problems: z.array(z.string()) })),
      })
      .optional()
      .describe("What was planned; of a failed stack, as far as it got."),
  })
  .meta({ id: "stack" });

const changeAt = z.strictObject({ stack: z.string(), action: z.string(), address: z.string() });

const sinceLast = z
  .strictObject({
    commit: z.string().optional().describe("The commit that was planned before, in full."),
    state: z.enum(["same", "different", "not-comparable"]),
    appeared: z.array(changeAt),
    disappeared: z.array(changeAt),
    changed: z.array(
      changeAt.extend({ was: z.string().optional().describe("Another action; none when it is the same.") }),
    ),
    added: z.array(z.string()).describe("Stacks."),
    gone: z.array(z.string()).describe("Stacks."),
    states: z.array(z.strictObject({ stack: z.string(), was: z.enum(STATES), is: z.enum(STATES) })),
    withoutDetails: z.array(z.string()).describe("Stacks that differ in something that was not kept."),
    sameChanges: number,
    sameStacks: number,
  })
  .meta({ id: "sinceLast", description: "What differs from what the pull request showed before." });

const confirmation = z
  .discriminatedUnion("state", [
    z.strictObject({ state: z.literal("not-needed") }),
    z.strictObject({ state: z.literal("needed"), how: z.string() }),
    z.strictObject({ state: z.literal("given"), by: z.string() }),
  ])
  .meta({ id: "confirmation", description: "Whether somebody has to confirm the dangers, and whether somebody has." });

const run = z
  .strictObject({
    branch: z.string().optional(),
    commit: z.string().optional(),
    base: z.string().optional(),
    run: z.strictObject({ id: number, attempt: number, url: z.string() }).optional(),
    fullReport: z.string().optional(),
    note: z.string().optional(),
  })
  .meta({ id: "run", description: "What is known of the run that made the plans." });

/** The report for machines. Other names than Terraform's stand only where Terraform has none. */
export const reportSchema = z
  .strictObject({
    format: z
      .literal(1)
      .describe("Rises when something is renamed, removed or gets another meaning; not when something is added."),
    verdict: z.string().describe("All of it in one line, for people."),
    run,
    counts: z.strictObject({
      stacks: numbersOf(STATES).describe("Numbers of stacks, by state."),
      resources: counts,
      dangers: number,
      unallowedDangers: number.describe("Dangers that need a confirmation."),
    }),
    confirmation: confirmation.optional(),
    sinceLast: sinceLast.optional(),
    dangers: z
      .array(danger.extend({ stack: z.string(), address: z.string(), type: z.string() }))
      .describe("Worst first; each is a change of a stack, too."),
    stacks: z.array(stack).describe("In the order in which they were given."),
  })
  .meta({ title: "Report on Terraform plans" });

/** A report as a value that is JSON. */
export type ReportJson = z.output<typeof reportSchema>;

export type SideJson = z.output<typeof side>;
export type AttributeJson = z.output<typeof attribute>;
export type DangerJson = z.output<typeof danger>;
export type ChangeJson = z.output<typeof resourceChange>;
export type DriftJson = z.output<typeof drift>;
export type OutputJson = z.output<typeof output>;
export type StackJson = z.output<typeof stack>;
