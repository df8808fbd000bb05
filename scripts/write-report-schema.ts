import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportSchemaText } from "../operations/report/json/json-schema";

/** Writes the JSON Schema of the report for machines, from the types that it is made with. */
writeFileSync(join(__dirname, "..", "docs", "report.schema.json"), reportSchemaText());
