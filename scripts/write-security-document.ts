import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { securityDocument } from "./security-document";

writeFileSync(join(__dirname, "..", "docs", "security.md"), securityDocument());
