import { appendFileSync } from "node:fs";

/**
 * Says on the run's page what an emergency is asked for, and refuses a commit that is named by anything but all its digits:
 * a branch could move between the two approvals.
 */
function main({ COMMIT = "", REASON = "", GITHUB_STEP_SUMMARY: summary }: NodeJS.ProcessEnv): number {
  if (!/^[0-9a-f]{40}$/.test(COMMIT)) {
    process.stderr.write(
      `The commit is ${JSON.stringify(COMMIT)}. Name it by all its forty digits: a branch could move between the approvals.\n`,
    );
    return 2;
  }
  if (REASON.trim().length < 10) {
    process.stderr.write(
      "The reason is missing or too short to be one. Say what is hurt, and what this does about it.\n",
    );
    return 2;
  }
  // As a code block whose fence no text can close: whoever asks wrote it.
  const fence = "`".repeat(Math.max(3, ...(REASON.match(/`+/g) ?? []).map(({ length }) => length + 1)));
  if (summary) appendFileSync(summary, `Commit \`${COMMIT}\`\n\n${fence}\n${REASON}\n${fence}\n`);
  return 0;
}

process.exitCode = main(process.env);
