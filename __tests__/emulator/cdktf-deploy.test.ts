import { execFileSync } from "node:child_process";
import { type EmulatedNetwork, emulatedNetwork } from "../support/emulated-network";
import { withoutActions } from "../support/infra";
import { providerSettings } from "../support/terraform";

const MINUTES = 60_000;

/** What people type who want cdktf's own command; the registry is out of its reach here, and the pins lie beside each stack. */
describe("npx cdktf deploy", () => {
  let emulated: EmulatedNetwork;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    emulated = await emulatedNetwork("dev");
    env = {
      ...withoutActions(),
      ...emulated.environment,
      ...(await providerSettings(emulated.checkout.folder)),
      CHECKPOINT_DISABLE: "1",
      DISABLE_VERSION_CHECK: "1",
      CI: "true",
      TF_CLI_ARGS_init: "-lockfile=readonly",
    };
  }, 5 * MINUTES);

  afterAll(async () => {
    await emulated?.stop();
  });

  const run = (...command: readonly string[]): string => {
    const [file = "", ...words] = command;
    return execFileSync(file, words, { cwd: emulated.checkout.folder, env, encoding: "utf8", stdio: "pipe" });
  };

  it(
    "applies a stack of the same output, after which `infra plan` finds nothing to do",
    async () => {
      run("npx", "cdktf", "synth");
      run("npm", "run", "lay-pins");
      const said = run(
        "npx",
        "cdktf",
        "deploy",
        "dev-registry",
        "--auto-approve",
        "--skip-synth",
        "--skip-provider-lock",
      );
      expect(said).toContain("Apply complete!");
      const planned = await emulated.infra([
        "plan",
        "--from",
        "cdktf.out",
        "--endpoint",
        emulated.url,
        "--stack",
        "dev-registry",
      ]);
      expect([planned.code, planned.stdout]).toEqual([0, "0 of 1 stacks change\n"]);
    },
    10 * MINUTES,
  );
});
