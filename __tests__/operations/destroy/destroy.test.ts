import { type Destruction, destroyAll } from "../../../operations/destroy/destroy";
import type { SynthesizedStack } from "../../../operations/plan/synthesized-stack";
import type { StackPlan } from "../../../operations/report/read/stack-plan";

const stack = (id: string) => ({ id, dependencies: [] }) as unknown as SynthesizedStack;
const bucket = (name: string) => ({
  address: `aws_s3_bucket.${name}`,
  type: "aws_s3_bucket",
  change: { actions: ["delete"], before: { bucket: name } },
});
const destruction = (id: string, ...names: string[]): Destruction => ({
  stack: stack(id),
  plan: { resource_changes: names.map(bucket) } as unknown as StackPlan,
  saved: {} as Destruction["saved"],
});

/** What is done to two stacks, of which something happens while a bucket is emptied. */
async function done(inBucket: (name: string, ending: AbortController) => Promise<number>) {
  const did: string[] = [];
  const ending = new AbortController();
  const all = [destruction("dev-a", "one", "two"), destruction("dev-b", "three")];
  const error = await destroyAll(
    all,
    { kind: "real" },
    {
      terraform: {
        planToDestroy: async () => ({ ok: false, error: "not asked" }),
        destroy: async ({ id }) => {
          did.push(`destroyed ${id}`);
          return { ok: true } as const;
        },
      },
      isApplied: async () => true,
      empty: (container) => {
        did.push(`emptied ${container.name}`);
        return inBucket(container.name, ending);
      },
      signal: ending.signal,
      note: () => undefined,
      clean: (text) => text,
    },
  ).then(
    () => undefined,
    (thrown: Error) => thrown.message,
  );
  return { did, error };
}

it("interrupted, it begins nothing more, and says what is left", async () => {
  const interrupted = await done(async (name, ending) => {
    if (name === "one") ending.abort(new Error("interrupted (SIGINT)"));
    return 1;
  });
  expect(interrupted).toEqual({
    did: ["emptied one"],
    error:
      "dev-a was not destroyed in full:\ninterrupted (SIGINT)\nRun this again; it goes on where it ended. Left: dev-a, dev-b.",
  });
});

it("a bucket that cannot be emptied ends it, and what is left is said", async () => {
  const refused = await done(async (name) => {
    if (name === "three") throw new Error("could not delete a: S3 answered AccessDenied.");
    return 0;
  });
  expect(refused).toEqual({
    did: ["emptied one", "emptied two", "destroyed dev-a", "emptied three"],
    error:
      "dev-b was not destroyed in full:\ncould not delete a: S3 answered AccessDenied.\nRun this again; it goes on where it ended. Left: dev-b.",
  });
});
