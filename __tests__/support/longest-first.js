const { relative, join } = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

const ROOT = join(__dirname, "..", "..");

/**
 * The files that take longest, in seconds: measured in fresh clones on two cores, with four files at once. They wait for most
 * of that. In a fresh clone jest goes by the sizes of files, and would begin the longest one when others are nearly done.
 */
const SECONDS = {
  "__tests__/emulator/lives-services.test.ts": 817,
  "__tests__/emulator/lives-sites.test.ts": 589,
  "__tests__/emulator/runbooks.test.ts": 582,
  "__tests__/emulator/lives-foundations.test.ts": 487,
  "__tests__/emulator/environment.test.ts": 459,
  "__tests__/terraform/workflows.test.ts": 372,
  "__tests__/emulator/deploy.test.ts": 335,
  "__tests__/terraform/retire.test.ts": 319,
  "__tests__/terraform/stacks.test.ts": 298,
  "__tests__/terraform/plan.test.ts": 258,
  "__tests__/terraform/since.test.ts": 241,
  "__tests__/emulator/sites-killed.test.ts": 214,
  "__tests__/emulator/sites-thousand.test.ts": 163,
  "__tests__/emulator/unsaved-state.test.ts": 137,
  "__tests__/terraform/bootstrap.test.ts": 119,
  "__tests__/terraform/drift.test.ts": 110,
  "__tests__/terraform/drift-of-rules.test.ts": 107,
  "__tests__/emulator/sites-story.test.ts": 97,
  "__tests__/emulator/cdktf-deploy.test.ts": 94,
  "__tests__/cli/report.test.ts": 61,
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
