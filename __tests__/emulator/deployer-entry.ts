import { awsClients } from "../../runtime/deployer/aws";
import { deploy } from "../../runtime/deployer/deploy";
import type { Settings } from "../../runtime/deployer/settings";

/** What runtime/deployer/main.ts does, against an emulator and in haste. */
async function main(): Promise<void> {
  const { settings, endpoint } = JSON.parse(process.argv[2] ?? "{}") as { settings: Settings; endpoint: string };
  const wait = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, Math.min(milliseconds, 20)));
  await deploy(
    settings,
    awsClients(settings.region, endpoint),
    { pause: 10, limit: 20_000, now: Date.now, wait },
    () => undefined,
  );
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
