import type { Followed } from "../../../operations/apps/follow-outcome";
import { outcomeMarkdown, outcomeText } from "../../../operations/apps/outcome";

const outcome = (followed: Followed) => ({
  app: "portal",
  stage: "prd",
  version: "1.4.0",
  commit: "c".repeat(40),
  host: "portal.example.com",
  package: { bucket: "b", key: "portal.zip", versionId: "V1", sha256: "0".repeat(64) },
  pipeline: { pipeline: "prd-deployer-portal", region: "eu-west-1" },
  followed,
});
const AT = { stage: "Deploy", action: "Deploy" };

it.each<[string, Followed, string]>([
  ["rejected", { kind: "rejected", execution: "e", ...AT }, "portal 1.4.0 was not deployed to prd"],
  ["failed", { kind: "failed", execution: "e", failures: [] }, "portal 1.4.0 was not deployed in full to prd"],
  ["stopped", { kind: "stopped", execution: "e" }, "portal 1.4.0 was not deployed in full to prd"],
  [
    "goes on",
    { kind: "limit-reached", execution: "e", minutes: 1, at: AT },
    "portal 1.4.0 was handed in, and is not deployed yet to prd",
  ],
  ["begins late", { kind: "never-found", minutes: 1 }, "portal 1.4.0 was handed in, and is not deployed yet to prd"],
  [
    "cannot be looked at",
    { kind: "refused", why: "no" },
    "portal 1.4.0 was handed in, and nobody knows whether it is deployed to prd",
  ],
])("the headline of one that %s says no more than is known", (_, followed, headline) => {
  expect(outcomeText(outcome(followed)).split("\n")[0]).toBe(headline);
});

it("a job summary repeats all that is to be looked at, and no page twice", () => {
  const link = "https://eu-west-1.console.aws.amazon.com/codebuild/1";
  const failed = outcomeMarkdown(
    outcome({
      kind: "failed",
      execution: "e",
      failures: [{ ...AT, message: "https://portal.example.com answered 500", link }],
    }),
  );
  const lost = outcomeMarkdown(outcome({ kind: "never-found", minutes: 10 }));
  const bullets = (text: string) => text.split("\n").filter((line) => line.startsWith("- "));
  expect([bullets(failed).length, bullets(lost).map((line) => line.slice(0, 39))]).toEqual([
    2,
    ["- <code>See whether the bucket sends it"],
  ]);
  expect(bullets(failed)[0]).toContain("answered 500");
});
