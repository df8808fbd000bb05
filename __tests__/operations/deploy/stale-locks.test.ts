import type { DeploymentRun } from "../../../operations/deploy/deployment";
import { staleLocks } from "../../../operations/deploy/stale-locks";
import type { StateLock } from "../../../operations/inspect/ports";

const lock: StateLock = {
  key: "dev-network",
  id: "5c1f",
  operation: "OperationTypeApply",
  who: "runner@vm-1",
  created: "2026-01-01T10:05:00Z",
  terraformVersion: "1.11.4",
};

const killed: DeploymentRun = {
  actor: "ann",
  place: "runner@vm-1",
  started: "2026-01-01T10:00:00Z",
  run: { id: 5, attempt: 1 },
};

const stacks = [{ id: "dev-network", status: "applying" as const }];
const onVm2 = { place: "runner@vm-2", run: { id: 5, attempt: 2 } };

const stale = (change: {
  readonly lock?: Partial<StateLock>;
  readonly run?: Partial<DeploymentRun>;
  readonly here?: object;
  readonly isRunning?: boolean;
}): readonly string[] =>
  staleLocks(
    [{ ...lock, ...change.lock }],
    { runs: [{ ...killed, ...change.run }], stacks },
    { ...onVm2, ...change.here },
    () => change.isRunning,
  ).map(({ id }) => id);

describe("a lock that a killed run left", () => {
  it("is that of an earlier attempt of the same run on GitHub", () => {
    expect(stale({})).toEqual(["5c1f"]);
  });

  it("is that of a process of this machine that is dead", () => {
    expect(stale({ here: { place: "runner@vm-1", run: { id: 6, attempt: 1 } }, isRunning: false })).toEqual(["5c1f"]);
  });

  it.each<[string, Parameters<typeof stale>[0]]>([
    ["the run ended by itself", { run: { finished: "2026-01-01T10:06:00Z" } }],
    ["somebody else holds it", { lock: { who: "ann@laptop" } }],
    ["it is older than the run", { lock: { created: "2026-01-01T09:59:59Z" } }],
    ["nobody knows when it was taken", { lock: { created: "yesterday" } }],
    ["it is of a state that is not deployed", { lock: { key: "main-network" } }],
    ["it is of another run on GitHub, which may go on", { here: { run: { id: 6, attempt: 1 } } }],
    ["it is of a later attempt", { run: { run: { id: 5, attempt: 3 } } }],
    ["a process of this machine goes on", { here: { place: "runner@vm-1", run: undefined }, isRunning: true }],
    ["nothing is known of the process", { here: { place: "runner@vm-1", run: undefined } }],
  ])("is left alone when %s", (_, change) => {
    expect(stale(change)).toEqual([]);
  });
});
