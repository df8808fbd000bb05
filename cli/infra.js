#!/usr/bin/env node
const { join } = require("node:path");

// cdktf calls what newer versions of Node deprecate, and no longer changes; the warning would stand before every answer.
process.noDeprecation = true;

// Whoever reads may have read enough, as `head` does; what there is left to do is done nevertheless.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
  });
}

// TypeScript is run as it stands: nothing has to be built after a change. Our own settings hold, not those of the folder in
// which the command is called: they could lead an import to a file that lies there.
const { TSX_TSCONFIG_PATH: before } = process.env;
process.env.TSX_TSCONFIG_PATH = join(__dirname, "..", "tsconfig.json");
require("tsx/cjs");
if (before === undefined) delete process.env.TSX_TSCONFIG_PATH;
else process.env.TSX_TSCONFIG_PATH = before;

require("./main.ts")
  .run(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  });
