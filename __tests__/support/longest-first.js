const { relative, join } = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

const ROOT = join(__dirname, "..", "..");

/**
 * The files that take longest, in seconds: measured in fresh clones on two cores, with four files at once. They wait for most
 * of that. In a fresh clone jest goes by the sizes of files, and would begin the longest one when others are nearly done.
 */
const SECONDS = {
  "__tests__/emulator/lives.test.ts": 806,
  "__tests__/emulator/runbooks.test.ts": 404,
  "__tests__/terraform/stacks.test.ts": 234,
  "__tests__/emulator/environment.test.ts": 230,
  "__tests__/emulator/deploy.test.ts": 227,
  "__tests__/terraform/plan.test.ts": 220,
  "__tests__/terraform/workflows.test.ts": 215,
  "__tests__/terraform/retire.test.ts": 207,
  "__tests__/terraform/since.test.ts": 139,
  "__tests__/emulator/unsaved-state.test.ts": 135,
  "__tests__/terraform/bootstrap.test.ts": 127,
  "__tests__/cli/report.test.ts": 37,
};

/** Begins with the files that take longest; what is left comes as jest would have it. */
class LongestFirst extends Sequencer {
  sort(tests) {
    const seconds = ({ path }) => SECONDS[relative(ROOT, path)] ?? 0;
    return [...super.sort(tests)].sort((a, b) => seconds(b) - seconds(a));
  }
}

LongestFirst.SECONDS = SECONDS;

module.exports = LongestFirst;
