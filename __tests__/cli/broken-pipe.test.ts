import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { withoutActions } from "../support/infra";

const ROOT = join(__dirname, "..", "..");
const PLANS = join(ROOT, "__tests__", "fixtures", "plans");

it("ends quietly when its reader has read enough", async () => {
  const plans = ["aws-service", "stateful-deletes", "every-change"].map((name) => join(PLANS, `${name}.json`));
  const child = spawn(process.execPath, [join(ROOT, "cli", "infra.js"), "report", "--json", ...plans], {
    stdio: ["ignore", "pipe", "pipe"],
    env: withoutActions(),
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  child.stdout.destroy();
  const [code] = await once(child, "close");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});
