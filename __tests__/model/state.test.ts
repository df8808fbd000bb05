import { stateKeyAliasName, stateKeyArn } from "../../model/state";
import { aNetwork } from "../support/organisation";

test("the key of a network's states is known by an alias, where its states lie", () => {
  const network = aNetwork({ state: { bucket: "states", region: "eu-central-1" } });
  expect(stateKeyAliasName(network)).toBe("dev-state");
  expect(stateKeyArn(network)).toBe("arn:aws:kms:eu-central-1:111111111111:alias/dev-state");
});
