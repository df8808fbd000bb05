import type { Judgement, Rule } from "../../rule";
import { terraformBlock, withTerraform } from "../../settings";
import { blocksIn, textIn } from "../../value";
import type { StackView } from "../../view/stack-view";

const EXACT = /^\s*=?\s*\d+\.\d+\.\d+(-[\w.]+)?\s*$/;

const AWS = { source: "hashicorp/aws", version: "5.100.0" };

export const providerVersionsAreExact: Rule = {
  id: "provider-versions-are-exact",
  what: "Each provider is pinned to one version and one source.",
  why: "Otherwise the next run may be made by another program than the one that was reviewed.",
  fix: "Write one version, such as 5.100.0, in terraform.required_providers, for each provider that is configured.",
  severity: "high",
  checks: [2],
  controls: [],
  types: [],
  judge: function* (view: StackView): Iterable<Judgement> {
    const terraform = terraformBlock(view);
    if (!terraform) return;
    const [required = {}] = blocksIn(terraform.required_providers);
    const at = (name: string) => ({ path: `terraform.required_providers.${name}` });
    for (const name of Object.keys(view.settings?.providers ?? {})) {
      if (!(name in required))
        yield { ...at(name), answer: "violation", message: `the provider ${name} is not pinned` };
    }
    for (const [name, value] of Object.entries(required)) {
      const [pin] = blocksIn(value);
      const version = textIn(pin?.version) ?? textIn(value);
      if (version === undefined || !EXACT.test(version)) {
        const says = version === undefined ? "no version" : `"${version}", which is no single version`;
        yield { ...at(name), answer: "violation", message: `the provider ${name} asks for ${says}` };
      }
      if (!textIn(pin?.source))
        yield { ...at(name), answer: "violation", message: `the provider ${name} has no source` };
    }
  },
  passes: [
    {
      shows: "one version",
      configuration: withTerraform({ required_providers: { aws: AWS } }, { provider: { aws: [{}] } }),
    },
  ],
  fails: [
    {
      shows: "a range",
      configuration: withTerraform({ required_providers: { aws: { ...AWS, version: "~> 5.100" } } }),
    },
    { shows: "no version", configuration: withTerraform({ required_providers: { aws: { source: "hashicorp/aws" } } }) },
    { shows: "no source", configuration: withTerraform({ required_providers: { aws: { version: "5.100.0" } } }) },
    {
      shows: "a provider that is configured and not pinned",
      configuration: withTerraform({ required_version: "~> 1.11" }, { provider: { aws: [{}] } }),
    },
  ],
};
