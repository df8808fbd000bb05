import type { PlanContent, ResourceChange } from "../../../operations/report/report";
import { reportOf } from "../../../operations/report/report-of";
import { aPlan, FIXTURES, firstOf, fixture, fixtureText, planned, reportOfPlan, resource } from "./support";

/** What the plan of a fixture holds. */
function contentOf(name: string): PlanContent {
  const { content } = firstOf(reportOfPlan(name));
  if (!content) throw new Error("the stack has no plan");
  return content;
}

const addresses = (changes: readonly ResourceChange[], action: ResourceChange["action"]): readonly string[] =>
  changes.filter((change) => change.action === action).map(({ address }) => address);

describe("reportOf a plan that holds every kind of change", () => {
  const { changes, unchanged, held, outputs, failedChecks, drift, deferred, invocations, complete, applyable } =
    contentOf("every-change");

  it("knows what happens to each resource", () => {
    const byAction = Object.fromEntries(changes.map(({ action }) => [action, addresses(changes, action)]));
    expect(byAction).toEqual({
      create: ["terraform_data.created"],
      update: ["terraform_data.imported_and_updated", "terraform_data.new_name_of_updated", "terraform_data.updated"],
      replace: [
        "terraform_data.replaced",
        "terraform_data.replaced_without_gap",
        "terraform_data.requested",
        "terraform_data.triggered",
      ],
      delete: [
        "terraform_data.deleted",
        "terraform_data.deleted_by_block",
        "terraform_data.workers[1]",
        'terraform_data.zones["eu-west-1b"]',
        "module.queue.terraform_data.this",
      ],
      forget: ["terraform_data.forgotten"],
      read: ["data.terraform_remote_state.read_later"],
      import: ["terraform_data.imported"],
      move: ["terraform_data.new_name"],
    });
    expect({ unchanged, held }).toEqual({ unchanged: 3, held: 20 });
  });

  it("knows in which order each is replaced, and why", () => {
    const why = changes
      .filter(({ action }) => action === "replace")
      .map(({ address, actions, reason, replacePaths }) => [address, actions, reason, replacePaths]);
    expect(why).toEqual([
      ["terraform_data.replaced", ["delete", "create"], "replace_because_cannot_update", ["triggers_replace"]],
      [
        "terraform_data.replaced_without_gap",
        ["create", "delete"],
        "replace_because_cannot_update",
        ["triggers_replace"],
      ],
      ["terraform_data.requested", ["delete", "create"], "replace_by_request", []],
      ["terraform_data.triggered", ["delete", "create"], "replace_by_triggers", []],
    ]);
  });

  it("knows old addresses and the ids of imports, whatever else happens", () => {
    expect(
      changes
        .filter(({ previousAddress }) => previousAddress)
        .map((change) => [change.address, change.previousAddress]),
    ).toEqual([
      ["terraform_data.new_name", "terraform_data.old_name"],
      ["terraform_data.new_name_of_updated", "terraform_data.old_name_of_updated"],
    ]);
    expect(changes.filter(({ importId }) => importId).map((change) => [change.address, change.importId])).toEqual([
      ["terraform_data.imported", { kind: "value", value: "existing" }],
      ["terraform_data.imported_and_updated", { kind: "value", value: "existing-too" }],
    ]);
  });

  it("knows the outputs that change, and no others", () => {
    expect(outputs.map(({ name, action }) => [name, action])).toEqual([
      ["becomes_sensitive", "update"],
      ["changed", "update"],
      ["created", "create"],
      ["gone", "delete"],
    ]);
  });

  it("does not show an output that becomes sensitive", () => {
    expect(outputs[0]?.attributes).toEqual([
      {
        path: "becomes_sensitive",
        before: { kind: "sensitive" },
        after: { kind: "sensitive" },
        forcesReplacement: false,
      },
    ]);
  });

  it("knows the checks that fail, and leaves out those that are known after apply", () => {
    expect(failedChecks).toEqual([{ address: "check.health", problems: ["kept is not other"] }]);
  });

  it("invents nothing else", () => {
    expect({ drift, deferred, invocations, complete, applyable }).toEqual({
      drift: [],
      deferred: [],
      invocations: [],
      complete: true,
      applyable: true,
    });
  });

  it("leaves out the attributes of what goes away", () => {
    expect(
      changes.filter(({ action }) => action === "delete" || action === "forget").flatMap((c) => c.attributes),
    ).toEqual([]);
  });
});

describe("reportOf other plans", () => {
  it.each([
    ["no-changes", "no-changes"],
    ["empty", "no-changes"],
    ["failed-check-only", "no-changes"],
    ["moves-only", "changes"],
    ["imports-only", "changes"],
    ["forgets-only", "changes"],
    ["outputs-only", "changes"],
    ["drift", "changes"],
    ["hand-made/deferred", "changes"],
    ["hand-made/action-invocations", "changes"],
    ["hand-made/unknown-action", "changes"],
    ["prevented-destroy", "failed"],
  ])("says of %s: %s", (name, state) => {
    expect(firstOf(reportOfPlan(name)).state).toBe(state);
  });

  it("does not count drift as a change", () => {
    const { drift: drifted, ...keys } = { drift: [resource("a.b", ["update"])] };
    expect(firstOf(reportOfPlan(aPlan({ ...keys, resource_drift: drifted })))).toMatchObject({ state: "no-changes" });
  });

  it("keeps drift apart from changes", () => {
    const { drift, changes } = contentOf("drift");
    expect(drift.map(({ address, action }) => [address, action])).toEqual([
      ["aws_sqs_queue.invoices", "delete"],
      ["aws_sqs_queue.orders", "update"],
    ]);
    expect(changes.map(({ address, action }) => [address, action])).toEqual([
      ["aws_sqs_queue.invoices", "create"],
      ["aws_sqs_queue.orders", "update"],
    ]);
    expect(drift[1]?.attributes).toEqual([
      expect.objectContaining({
        path: "visibility_timeout_seconds",
        before: { kind: "value", value: 30 },
        after: { kind: "value", value: 90 },
      }),
    ]);
  });

  it("tells a deposed object from the resource it was replaced by", () => {
    expect(contentOf("deposed").changes).toEqual([
      expect.objectContaining({
        address: "terraform_data.replaced (deposed 00000001)",
        action: "delete",
        deposed: true,
      }),
    ]);
  });

  it("keeps what was planned before Terraform failed", () => {
    const stack = firstOf(reportOfPlan("prevented-destroy"));
    expect(stack.error).toBe("");
    expect(stack.content?.changes.map(({ address, action }) => [address, action])).toEqual([
      ["terraform_data.database", "replace"],
      ["terraform_data.queue", "delete"],
    ]);
  });

  it("keeps actions that it does not know, with Terraform's words for them", () => {
    const { changes, outputs } = contentOf("hand-made/unknown-action");
    expect(changes.map(({ address, action, actions }) => [address, action, actions])).toEqual([
      ["terraform_data.new_kind", "unknown", ["archive", "delete"]],
      ["terraform_data.no_actions", "unknown", []],
    ]);
    expect(outputs.map(({ name, action, actions }) => [name, action, actions])).toEqual([
      ["archived", "unknown", ["archive"]],
    ]);
  });

  it("knows what is put off, and why", () => {
    const { deferred, complete } = contentOf("hand-made/deferred");
    expect(deferred).toEqual([
      { address: "terraform_data.many[*]", actions: ["create"], reason: "instance_count_unknown" },
      { address: "terraform_data.other", actions: ["delete"], reason: "a_reason_to_come" },
      { address: "action.aws_lambda_invoke.migrate", actions: ["invoke"], reason: "deferred_prereq" },
    ]);
    expect(complete).toBe(false);
  });

  it("knows which actions run, and never their configuration", () => {
    expect(contentOf("hand-made/action-invocations").invocations).toEqual([
      {
        address: "action.aws_lambda_invoke.migrate",
        trigger: { address: "aws_db_instance.orders", event: "AfterUpdate" },
      },
      { address: "action.aws_sns_publish.hello" },
    ]);
  });

  it.each([
    ["fail", [{ address: "check.a", problems: [] }]],
    ["error", [{ address: "check.a", problems: [] }]],
    ["a-status-to-come", [{ address: "check.a", problems: [] }]],
    ["pass", []],
    ["unknown", []],
  ])("takes the status %s of a check without instances for what it is", (status, expected) => {
    const plan = aPlan({ checks: [{ address: { to_display: "check.a" }, status }] });
    expect(firstOf(reportOfPlan(plan)).content?.failedChecks).toEqual(expected);
  });

  it.each([
    ["an id", { importing: { id: "a" } }, { kind: "value", value: "a" }],
    ["an identity instead of an id", { importing: { identity: { arn: "a" } } }, { kind: "absent" }],
    ["an id that is not known yet", { importing: { unknown: true } }, { kind: "unknown" }],
    [
      "an id whose attribute is sensitive",
      { importing: { id: "a" }, after_sensitive: { id: true } },
      { kind: "sensitive" },
    ],
    [
      "an id whose attribute was sensitive",
      { importing: { id: "a" }, before_sensitive: { id: true } },
      { kind: "sensitive" },
    ],
    [
      "an id of a sensitive resource",
      { importing: { id: "a" }, after: {}, after_sensitive: true },
      { kind: "sensitive" },
    ],
  ])("shows of an import by %s what may be shown", (_, change, importId) => {
    const plan = aPlan({ resource_changes: [resource("a.b", ["update"], change)] });
    expect(firstOf(reportOfPlan(plan)).content?.changes[0]?.importId).toEqual(importId);
  });
});

describe("reportOf several stacks", () => {
  const report = reportOf([
    planned("dev-network", "no-changes"),
    {
      ...planned("dev-data", "outputs-only"),
      source: "catalogue/data.yaml",
      waitsFor: ["dev-network"],
      notes: ["a note"],
    },
    { id: "dev-service-orders", status: "failed", error: "Error: no" },
    { id: "dev-service-users", status: "failed", error: "Error: no", plan: fixture("outputs-only") },
    { id: "dev-service-gone", status: "vanished" },
    { id: "dev-dns", status: "unaffected" },
  ]);

  it("keeps them in order, each with its state", () => {
    expect(report.stacks.map(({ id, state }) => [id, state])).toEqual([
      ["dev-network", "no-changes"],
      ["dev-data", "changes"],
      ["dev-service-orders", "failed"],
      ["dev-service-users", "failed"],
      ["dev-service-gone", "vanished"],
      ["dev-dns", "unaffected"],
    ]);
  });

  it("hands on where a stack is declared, what it waits for, and notes", () => {
    expect(report.stacks[1]).toMatchObject({
      source: "catalogue/data.yaml",
      waitsFor: ["dev-network"],
      notes: ["a note"],
    });
  });

  it("knows what a failed stack holds only when a plan was saved", () => {
    expect(report.stacks[2]).toEqual({
      id: "dev-service-orders",
      state: "failed",
      waitsFor: [],
      notes: [],
      error: "Error: no",
    });
    expect(report.stacks[3]?.content?.outputs).toHaveLength(1);
  });

  it("keeps two stacks of one name", () => {
    expect(reportOf([planned("a", "drift"), planned("a", "deposed")]).stacks).toHaveLength(2);
  });
});

describe("every report", () => {
  it.each(FIXTURES)("accounts for all that %s holds", (name) => {
    const raw = JSON.parse(fixtureText(name));
    const content = contentOf(name);
    const leftAlone = (raw.resource_changes ?? []).filter(
      ({
        address,
        previous_address: previous = address,
        change,
      }: {
        address: string;
        previous_address?: string;
        change: { actions?: string[]; importing?: object };
      }) => change.actions?.join() === "no-op" && !change.importing && previous === address,
    );
    expect(content.unchanged).toBe(leftAlone.length);
    expect(content.changes).toHaveLength((raw.resource_changes ?? []).length - leftAlone.length);
    expect(content.drift).toHaveLength((raw.resource_drift ?? []).length);
    expect(content.outputs).toHaveLength(
      Object.values(raw.output_changes ?? {}).filter(
        (change) => (change as { actions: string[] }).actions.join() !== "no-op",
      ).length,
    );
  });

  it("survives being written as JSON", () => {
    const report = reportOf(FIXTURES.map((name) => planned(name, name)));
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe("reportOf a plan with secrets", () => {
  const attributes = Object.fromEntries(
    contentOf("secrets").changes.map((change) => [
      change.address.replace("terraform_data.", ""),
      // Terraform itself does not mark what terraform_data copies into `output`.
      change.attributes.filter(({ path }) => !path.startsWith("output") && path !== "id"),
    ]),
  );
  const sensitive = { kind: "sensitive" };
  const hidden = (path: string, only?: "marking") => ({
    path,
    before: sensitive,
    after: sensitive,
    forcesReplacement: false,
    ...(only && { only }),
  });
  const shown = (path: string, before: unknown, after: unknown) => ({
    path,
    before: before === undefined ? { kind: "absent" } : { kind: "value", value: before },
    after: after === undefined ? { kind: "absent" } : { kind: "value", value: after },
    forcesReplacement: false,
  });

  it("hides what either side marks, and only that", () => {
    expect(attributes).toEqual({
      leaf: [hidden("input.password"), shown("input.user", "app", "app2")],
      whole: [hidden("input")],
      // Items of a list are told apart by their values, and what either side hides has no place in the list.
      in_a_list: [
        shown("input[]", "first-public", undefined),
        { ...shown("input[]", "", undefined), before: sensitive },
        { ...shown("input[]", undefined, ""), after: sensitive },
      ],
      was_sensitive: [hidden("input.token")],
      becomes_sensitive: [hidden("input.token")],
      only_the_marking: [hidden("input.token", "marking")],
      created: [hidden("input")],
    });
  });

  it("hides the password of a database, which the provider marks", () => {
    expect(JSON.stringify(reportOfPlan("aws-service"))).not.toContain("swordfish");
  });

  it("hides sensitive outputs", () => {
    expect(contentOf("secrets").outputs).toEqual([
      { name: "password", action: "update", actions: ["update"], attributes: [hidden("password")] },
    ]);
  });
});

describe("what a report says of the plan itself", () => {
  it("is when and by which Terraform it was made, and a digest", () => {
    const { terraformVersion, plannedAt, digest } = firstOf(
      reportOfPlan(aPlan({ terraform_version: "1.11.4", timestamp: "2026-01-02T03:04:05Z" })),
    );
    expect({ terraformVersion, plannedAt }).toEqual({ terraformVersion: "1.11.4", plannedAt: "2026-01-02T03:04:05Z" });
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("is nothing that the plan does not say, or that is no time", () => {
    const { terraformVersion, plannedAt } = firstOf(reportOfPlan(aPlan({ timestamp: "yesterday" })));
    expect([terraformVersion, plannedAt]).toEqual([undefined, undefined]);
  });
});
