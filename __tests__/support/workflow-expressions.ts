import { runInNewContext } from "node:vm";
import picomatch from "picomatch";

/**
 * What GitHub makes of an expression. `&&`, `||`, `!`, `==` and `!=` mean there what they mean in JavaScript, where texts are
 * compared with texts; what is not there is empty.
 */
export const evaluated = (text: unknown, contexts: object): unknown =>
  runInNewContext(
    String(text)
      .replace(/^\$\{\{ (.*) \}\}$/, "$1")
      .replace(/needs\.([\w-]+)\./g, (_, job) => `needs[${JSON.stringify(job)}].`),
    contexts,
  );

/** A text in which expressions stand. */
export const filledIn = (text: string, contexts: object): string =>
  text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression) => String(evaluated(expression, contexts)));

/**
 * Whether GitHub starts a workflow for a push that changes these files. Source: "Workflow syntax", `on.push.paths`: a file counts
 * when the last pattern that it fits does not begin with an exclamation mark; one that counts is enough.
 */
export const isStartedBy = (paths: readonly string[], files: readonly string[]): boolean =>
  files.some((file) => {
    const last = paths.findLast((pattern) => picomatch(pattern.replace(/^!/, ""), { dot: true })(file));
    return last !== undefined && !last.startsWith("!");
  });
