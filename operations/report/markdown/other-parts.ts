import type { Deferral, FailedCheck, Invocation, PlanContent } from "../report";
import { quoted } from "../wording/phrase";
import { deferralReason } from "../wording/reasons";
import { count } from "../wording/words";
import type { Level } from "./levels";
import { plain } from "./safe-text";
import type { Part } from "./written";

/** What of a plan is neither a resource nor an output. */
export function* otherParts({ deferred, invocations, failedChecks }: PlanContent, level: Level): Generator<Part> {
  if (deferred.length > 0) {
    yield {
      heading: `**Deferred to a later plan** (${count(deferred.length)})`,
      lines: lines(deferred, deferral),
      fence: "diff",
    };
  }
  if (invocations.length > 0 && level !== "types") {
    const heading = `**Actions that run** (${count(invocations.length)})`;
    yield { heading, lines: lines(invocations, invocation), fence: "diff" };
  }
  if (failedChecks.length > 0) {
    yield { heading: `**Failed checks** (${count(failedChecks.length)})`, lines: checks(failedChecks), fence: "diff" };
  }
}

function* lines<T>(things: readonly T[], lineOf: (thing: T) => string): Generator<string> {
  for (const thing of things) yield lineOf(thing);
}

const deferral = ({ address, actions, reason }: Deferral): string =>
  plain(["! ", quoted(address), "  # ", quoted(actions.join(", ")), ", put off: ", ...deferralReason(reason)]);

const invocation = ({ address, trigger }: Invocation): string =>
  plain(["! ", quoted(address), ...(trigger ? ["  # ", quoted(trigger.event), " of ", quoted(trigger.address)] : [])]);

function* checks(failed: readonly FailedCheck[]): Generator<string> {
  for (const { address, problems } of failed) {
    yield plain(["- ", quoted(address)]);
    for (const problem of problems) yield plain(["    ", quoted(problem)]);
  }
}
