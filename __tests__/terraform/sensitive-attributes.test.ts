import { SENSITIVE_ATTRIBUTES } from "../../aws/sensitive-attributes";
import { providerSchemas, sensitiveAttributesIn } from "../../scripts/sensitive-attributes";

it("the table of sensitive attributes is what the locked provider's schemas say", async () => {
  expect(SENSITIVE_ATTRIBUTES).toEqual(sensitiveAttributesIn(await providerSchemas()));
}, 120_000);
