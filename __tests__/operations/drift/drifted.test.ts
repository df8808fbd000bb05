import { driftedIn } from "../../../operations/drift/drifted";
import { ignoresOf } from "../../../operations/drift/ignored-attributes";
import { resourceLines } from "../../../operations/drift/wording";
import { aPlan, resource } from "../report/support";
import { anIgnore, aStackDrift } from "./support";

const stack = {
  id: "dev-data",
  configuration: { resource: { aws_ecs_service: { a: { lifecycle: { ignore_changes: ["desired_count"] } } } } },
};
const lines = (drift: readonly object[], hide: (text: string) => string = (text) => text) => {
  const found = driftedIn(
    aPlan({ resource_drift: drift }),
    ignoresOf(stack, [anIgnore({ path: "policy" })], "2026-03-02"),
    hide,
  );
  return { lines: resourceLines(aStackDrift(found)), ignored: found.ignored.map(({ by }) => by.kind) };
};
const update = (address: string, before: object, after: object, more: object = {}) =>
  resource(address, ["update"], { before, after, ...more });

describe("what a refresh-only plan tells", () => {
  it.each<[string, readonly object[], object]>([
    ["nothing", [], { lines: [], ignored: [] }],
    [
      "an attribute that differs, once, though tags_all says it again",
      [update("aws_x.a", { tags: { A: "1" }, tags_all: { A: "1" } }, { tags: { A: "2" }, tags_all: { A: "2" } })],
      { lines: ["! aws_x.a", '    tags.A: "1" → "2"'], ignored: [] },
    ],
    [
      "a resource that is gone",
      [resource("aws_x.a", ["delete"], { before: { name: "a" } })],
      { lines: ["- aws_x.a", "    # it no longer exists"], ignored: [] },
    ],
    [
      "what is ignored beside what is not",
      [update("aws_ecs_service.a", { desired_count: 1, name: "a" }, { desired_count: 3, name: "b" })],
      { lines: ["! aws_ecs_service.a", '    name: "a" → "b"'], ignored: ["configuration"] },
    ],
    [
      "nothing but what is ignored: no drift",
      [
        update("aws_ecs_service.a", { desired_count: 1 }, { desired_count: 3 }),
        update("aws_s3_bucket.a", { policy: '{"a":1}' }, { policy: '{"a":2}' }),
      ],
      { lines: [], ignored: ["configuration", "catalogue"] },
    ],
    [
      "an update in which nothing differs",
      [update("aws_x.a", { a: 1 }, { a: 1 }, { before_sensitive: false, after_sensitive: { a: true } })],
      { lines: [], ignored: ["same-meaning"] },
    ],
    [
      "another address, which the deployment will have told",
      [{ ...resource("aws_x.b", ["no-op"]), previous_address: "aws_x.a" }],
      { lines: [], ignored: [] },
    ],
    [
      "an action that nobody knows: never nothing",
      [resource("aws_x.a", ["archive"])],
      { lines: ["! aws_x.a"], ignored: [] },
    ],
  ])("%s", (_, drift, expected) => {
    expect(lines(drift)).toEqual(expected);
  });

  it("is shown without what Terraform marks, what looks like a secret, and what the job was handed", () => {
    const marked = { before_sensitive: { value: true }, after_sensitive: { value: true } };
    const shown = lines(
      [
        update(
          "aws_x.a",
          { value: "old-marked", api_token: "old-7Q2xZ9" },
          { value: "new-marked", api_token: "new-7Q2xZ9" },
          marked,
        ),
        update("aws_x.b", { tags: { Note: "nothing" } }, { tags: { Note: "it is from-the-job" } }),
      ],
      (text) => text.replaceAll("from-the-job", "***"),
    );
    expect(shown.lines).toEqual([
      "! aws_x.a",
      "    api_token: (hidden: it looks like a secret), changes",
      "    value: (sensitive), changes",
      "! aws_x.b",
      '    tags.Note: "nothing" → "it is ***"',
    ]);
  });
});
