import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { supportDocument } from "../__tests__/emulator/support-document";

writeFileSync(join(__dirname, "..", "docs", "emulator-support.md"), supportDocument());
