import { reevaluate } from "../../operations/report/pull-request/reevaluate";
import { confirmationRules } from "../confirmation-rules";
import { ExitCode } from "../failures";
import { tell } from "../output";
import { gitHub } from "../pull-request";

export interface ConfirmOptions {
  readonly rules?: string;
  readonly label?: string;
}

/** Looks again whether somebody confirmed the plan of a pull request, and lets its check say so. */
export async function confirm(number: number, { rules, label }: ConfirmOptions): Promise<ExitCode> {
  const github = gitHub(process.env);
  const seen = await reevaluate(github, number, label ?? (await confirmationRules(rules)).label);
  tell(
    `pull request ${number}: ${
      seen.state === "evaluated"
        ? `the check says ${seen.conclusion.replace("_", " ")}${seen.confirmation.state === "given" ? `, confirmed by ${JSON.stringify(seen.confirmation.by)}` : ""}`
        : seen.because
    }`,
  );
  return ExitCode.done;
}
