#!/usr/bin/env node
// cdktf calls what newer versions of Node deprecate, and no longer changes; the warning would stand before every answer.
process.noDeprecation = true;

// TypeScript is run as it stands: nothing has to be built after a change.
require("tsx/cjs");
require("./main.ts")
  .run(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  });
