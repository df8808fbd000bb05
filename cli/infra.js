#!/usr/bin/env node
// TypeScript is run as it stands: nothing has to be built after a change.
require("tsx/cjs");
require("./main.ts");
