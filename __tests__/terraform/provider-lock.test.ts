import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_FILE, readLockFile } from "../../adapters/terraform/lock-file";
import { registryPlatform, thisMachine } from "../../adapters/terraform/machine";
import { findMirrors } from "../../adapters/terraform/mirrors";
import { lockProviders } from "../../scripts/pins/provider-lock";

const lockText = readFileSync(join(__dirname, "..", "..", LOCK_FILE), "utf8");
const aws = readLockFile(lockText).find(({ address }) => address.endsWith("/hashicorp/aws"));
const REQUIREMENTS = { aws: { source: "hashicorp/aws", version: aws?.version ?? "" } };
const platforms = [registryPlatform(thisMachine())];

/** Where this machine has providers, if anywhere; otherwise Terraform asks the registry. */
const place = async () => {
  const [mirror] = await findMirrors(thisMachine());
  return mirror === undefined ? {} : { mirror };
};

describe("locking providers with the real Terraform", () => {
  it("keeps what is locked, and adds the same hash to an empty lock file", async () => {
    const options = { platforms, ...(await place()) };
    const again = readLockFile(lockProviders(REQUIREMENTS, { ...options, lockText }));
    expect(again[0]?.hashes).toEqual(expect.arrayContaining([...(aws?.hashes ?? ["none"])]));
    const fresh = readLockFile(lockProviders(REQUIREMENTS, { ...options, lockText: "" }));
    expect(fresh.map(({ address, version }) => [address, version])).toEqual([[aws?.address, aws?.version]]);
    expect(aws?.hashes).toEqual(
      expect.arrayContaining((fresh[0]?.hashes ?? ["none"]).filter((each) => each.startsWith("h1:"))),
    );
  });

  it("says in Terraform's words what it cannot get", async () => {
    const unknown = { made_up: { source: "nobody/made-up", version: "1.0.0" } };
    const { mirror = "/nowhere" } = await place();
    expect(() => lockProviders(unknown, { platforms, lockText, mirror })).toThrow(/nobody\/made-up/);
  });
});
