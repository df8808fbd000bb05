import { awsClients } from "./aws";
import { deploy } from "./deploy";
import { shown } from "./deploy-error";
import { PATIENCE } from "./patience";
import { settingsIn } from "./settings";

/** Longest line; what others wrote in it was shortened before. */
const LONGEST_LINE = 2_000;

/** What was refused before anything was asked of AWS. */
const REFUSALS: ReadonlySet<string> = new Set(["PackageError", "SettingsError"]);

/** Prints one step on one line. */
const say = (line: string): void => {
  process.stdout.write(`${shown(line, LONGEST_LINE)}\n`);
};

/** A line a reason; the stack trace only for who asked for it. */
function tell(error: unknown): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const lines = message.split("\n").map((line) => `error: ${shown(line, LONGEST_LINE)}\n`);
  process.stderr.write(lines.join(""));
  process.stderr.write(REFUSALS.has(name) ? "Nothing was deployed.\n" : "The deployment did not come to its end.\n");
  if (process.env.DEBUG) process.stderr.write(`${stack}\n`);
}

async function main(): Promise<void> {
  try {
    const settings = settingsIn(process.env);
    await deploy(settings, awsClients(settings.region), PATIENCE, say);
  } catch (error) {
    tell(error);
    process.exitCode = 1;
  }
}

void main();
