import { toolWords } from "../wording/failures";
import { shortened } from "./html";

/** Longest error that is shown whole, in UTF-16 units. */
const LONGEST_ERROR = 100_000;

/** The words of a tool that failed, as the page shows them. */
export const errorWords = (error: string): string => shortened(toolWords(error), LONGEST_ERROR);
