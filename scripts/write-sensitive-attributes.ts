import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { providerSchemas, sensitiveAttributesModule } from "./sensitive-attributes";

/** Writes the table of sensitive attributes, from the schemas of the locked provider. Run it when the provider's version changes. */
async function main(): Promise<void> {
  writeFileSync(
    join(__dirname, "..", "aws", "sensitive-attributes.ts"),
    sensitiveAttributesModule(await providerSchemas()),
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
