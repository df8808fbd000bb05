#!/usr/bin/env node
// TypeScript is run as it stands: nothing has to be built after a change.
require("tsx/cjs");
require("./main.ts")
  .run(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  });
