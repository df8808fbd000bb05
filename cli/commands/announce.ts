import { announceNewHead } from "../../operations/report/pull-request/announce";
import { ExitCode, InputError } from "../failures";
import { tell } from "../output";
import { gitHub } from "../pull-request";
import { runFacts } from "../run-facts";

export interface AnnounceOptions {
  readonly commit?: string;
}

/** Says on a pull request that the plan in it is outdated, while that of a new commit is being made. */
export async function announce(number: number, options: AnnounceOptions): Promise<ExitCode> {
  const facts = runFacts(process.env);
  const commit = options.commit ?? facts.commit;
  const github = gitHub(process.env);
  if (commit === undefined) {
    throw new InputError(
      "which commit is being planned is not known: run this in a workflow of a pull request, or give --commit",
    );
  }
  const announced = await announceNewHead(github, number, {
    commit,
    ...(facts.branch !== undefined && { branch: facts.branch }),
    ...(facts.run && { runUrl: facts.run.url }),
  });
  tell(
    announced.state === "announced"
      ? `pull request ${number}: ${announced.changed ? "its plan is marked as outdated" : "there is nothing to mark as outdated"}`
      : `pull request ${number}: nothing was written: ${announced.because}`,
  );
  return ExitCode.done;
}
