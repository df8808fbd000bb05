import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runFacts } from "../../cli/run-facts";

const HEAD = "1".repeat(40);
const BASE = "2".repeat(40);

describe("the facts of a run", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "facts-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const eventFile = (text: string): string => {
    const path = join(folder, "event.json");
    writeFileSync(path, text);
    return path;
  };

  const RUN = {
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "equipweb/infra",
    GITHUB_RUN_ID: "12345678901",
    GITHUB_RUN_ATTEMPT: "2",
  };

  it("are the pull request's head and base, and the run", () => {
    const event = { action: "synchronize", pull_request: { head: { sha: HEAD }, base: { sha: BASE, ref: "dev" } } };
    expect(
      runFacts({ ...RUN, GITHUB_EVENT_PATH: eventFile(JSON.stringify(event)), GITHUB_SHA: "3".repeat(40) }),
    ).toEqual({
      branch: "dev",
      commit: HEAD,
      base: BASE,
      run: {
        id: 12345678901,
        attempt: 2,
        url: "https://github.com/equipweb/infra/actions/runs/12345678901/attempts/2",
      },
    });
  });

  it("are none outside of GitHub Actions", () => {
    expect(runFacts({})).toEqual({});
  });

  it.each([
    ["of a push", JSON.stringify({ ref: "refs/heads/dev" })],
    ["that is no JSON", "{"],
    ["whose commit is none", JSON.stringify({ pull_request: { head: { sha: "x" }, base: { sha: BASE, ref: "dev" } } })],
  ])("are those of the run alone for an event %s", (_, text) => {
    expect(Object.keys(runFacts({ ...RUN, GITHUB_EVENT_PATH: eventFile(text) }))).toEqual(["run"]);
  });

  it.each([
    ["no server", { GITHUB_SERVER_URL: "" }],
    ["no id", { GITHUB_RUN_ID: undefined }],
    ["an id that is none", { GITHUB_RUN_ID: "x" }],
  ])("name no run that has %s", (_, change) => {
    expect(runFacts({ ...RUN, ...change })).toEqual({});
  });
});
