import { appendFileSync } from "node:fs";
import { repositoryAt } from "../../adapters/git/repository";
import { exclusively } from "../../adapters/run-lock";
import { interruptible } from "../../adapters/terraform/interruptible";
import { readCatalogue } from "../../model/catalogue";
import { type Network, ofBranch } from "../../model/organisation";
import { DIGEST } from "../../operations/deploy/approval";
import type { Deployed } from "../../operations/deploy/deploy";
import { DEPLOY_MARK, outcomeAsMarkdown, stoppedAsMarkdown } from "../../operations/deploy/markdown";
import { isDone, outcomeAsText } from "../../operations/deploy/outcome";
import { writeMarkedComment } from "../../operations/report/pull-request/marked-comment";
import { confirmationRules } from "../confirmation-rules";
import { deployBranch } from "../deploying";
import { asInput, ExitCode, InputError } from "../failures";
import { print, printJson } from "../output";
import { inRepository, ROOT } from "../paths";
import { gitHub } from "../pull-request";
import { runFacts } from "../run-facts";
import { type StackSource, withStacks } from "../stacks";

export interface DeployOptions extends StackSource {
  readonly branch: string;
  readonly commit?: string;
  readonly approve?: string;
  readonly endpoint?: string;
  readonly wait: number;
  readonly parallel: number;
  readonly summary?: string;
  readonly json: boolean;
}

/** Applies what was approved of a branch, and nothing else. */
export async function deploy(options: DeployOptions): Promise<ExitCode> {
  const { branch, approve, endpoint, wait, parallel, summary, json } = options;
  if (approve !== undefined && !DIGEST.test(approve)) {
    throw new InputError(`"${approve}" is no digest: use sha256: and 64 hexadecimal digits, as the report has it`);
  }
  const network = networkOf(options);
  const commit = await commitToDeploy(options);
  const github = process.env.GITHUB_TOKEN ? gitHub(process.env) : undefined;
  const facts = { ...runFacts(process.env), branch, commit };
  const { label, allowed } = await confirmationRules();
  const job = {
    ...{ network, commit, facts, label, allowed, waitMinutes: wait, parallel },
    ...(approve !== undefined && { approve }),
    ...(endpoint !== undefined && { endpoint }),
    ...(github && { github }),
  };
  const deployed = await interruptible((signal) =>
    exclusively(inRepository(".infra", "planning"), "infra deploy", () =>
      withStacks(options, (written) => deployBranch(written, job, signal)),
    ),
  ).catch((error: unknown) => {
    if (summary !== undefined) appendFileSync(summary, stoppedAsMarkdown(error, { branch, commit }));
    throw error;
  });
  const markdown = outcomeAsMarkdown(deployed, { branch, commit, facts, allowed });
  // Here first: GitHub may refuse the comment, and what was done is done.
  if (json) printJson(asJson(deployed));
  else print(outcomeAsText(deployed, branch, commit));
  if (summary !== undefined) appendFileSync(summary, markdown);
  if (github && deployed.pullRequest !== undefined) {
    await writeMarkedComment(github, deployed.pullRequest, DEPLOY_MARK, `${DEPLOY_MARK}\n${markdown}`);
  }
  return isDone(deployed) ? ExitCode.done : ExitCode.failed;
}

function networkOf({ catalogue, branch }: DeployOptions): Network {
  const organisation = readCatalogue(catalogue);
  return asInput(() => ofBranch(organisation, branch)).networks[0] as Network;
}

/** What stands in the work tree is deployed, so it has to be a commit. */
async function commitToDeploy({ commit }: DeployOptions): Promise<string> {
  const repository = await repositoryAt(ROOT, process.env);
  const head = await repository?.commitOf("HEAD");
  if (!repository || head === undefined) throw new InputError(`${ROOT} is no git repository with a commit`);
  if (commit !== undefined && commit !== head) {
    throw new InputError(`the work tree holds ${head.slice(0, 7)}, not ${commit.slice(0, 7)}: check that one out`);
  }
  if (await repository.isChanged(["."])) {
    throw new InputError(
      "the work tree differs from its last commit: commit it, or put it aside; only commits are deployed",
    );
  }
  return head;
}

/** For machines: what became of each stack, and the digest that would approve what is left. */
function asJson(deployed: Deployed): object {
  if (deployed.kind === "refused") {
    const { because, pullRequest, rehearsal, isToMend } = deployed;
    return { format: 1, result: "refused", because, pullRequest, digest: isToMend ? undefined : rehearsal?.digest };
  }
  const { deployment, pullRequest, next } = deployed;
  const stacks = deployment.stacks.map(({ approved: _plan, ...stack }) => stack);
  return { ...deployment, result: deployment.status, stacks, pullRequest, digest: next?.digest };
}
