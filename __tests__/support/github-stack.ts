import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import type { TerraformStack } from "cdktf";
import { type SynthesizedJson, synthesizeConstruct } from "./synthesize";

/** Synthesizes constructs of GitHub, in a stack of their own. */
export const onGithub = (build: (stack: TerraformStack) => void): SynthesizedJson =>
  synthesizeConstruct((stack) => {
    new GithubProvider(stack, "github", { owner: "equipweb" });
    build(stack);
  });

/** A Terraform reference to an attribute. */
export const ref = (address: string): string => `\${${address}}`;
