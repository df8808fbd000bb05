import { count } from "../operations/report/wording/words";
import type { ReleasedFile } from "../runtime/site/release";
import type { ProgressStream } from "./progress";

const CLEAR_LINE = "\r\u001b[K";

/** How many lines there are where nobody sees one change. */
const LINES = 10;

/** Shows how many files of a release are there: on a terminal one line that changes, elsewhere a line for each tenth. */
export function publishProgress(total: number, stream: ProgressStream): (file: ReleasedFile, done: number) => void {
  let told = 0;
  return (_, done) => {
    const text = `${count(done)} of ${count(total, "file")}`;
    if (stream.isTTY) stream.write(`${CLEAR_LINE}${text}${done === total ? "\n" : ""}`);
    else if (done === total || Math.floor((done * LINES) / total) > told) stream.write(`${text}\n`);
    told = Math.floor((done * LINES) / total);
  };
}
