import { SecretRefusal } from "./refusal";

const CTRL_C = 3;
const CTRL_D = 4;
const BACKSPACE = 8;
const TAB = 9;
const LINE_FEED = 10;
const ENTER = 13;
const CTRL_U = 21;
const SPACE = 32;
const DELETE = 127;

/** A line that somebody types at a terminal which shows nothing and does nothing by itself. */
export class TypedLine {
  readonly #bytes: number[] = [];
  #isComplete = false;
  #fault: string | undefined;

  /** Whether Enter was pressed, or the value will not do anyway. */
  get isComplete(): boolean {
    return this.#isComplete || this.#fault !== undefined;
  }

  /** Takes what was typed or pasted. */
  take(typed: Uint8Array): void {
    for (const byte of typed) this.#takeByte(byte);
  }

  /**
   * What was typed.
   *
   * @throws SecretRefusal when it is not one line of text.
   */
  bytes(): Uint8Array {
    const fault = this.#fault ?? (this.#isComplete ? undefined : "the terminal was closed before the line ended.");
    if (fault !== undefined) throw new SecretRefusal(`${fault} Nothing was written.`);
    return Uint8Array.from(this.#bytes);
  }

  #takeByte(byte: number): void {
    const isEnd = byte === ENTER || byte === LINE_FEED;
    if (byte === CTRL_C || (byte === CTRL_D && this.#bytes.length === 0)) this.#fault ??= "you gave up.";
    else if (this.#isComplete) this.#fault ??= isEnd ? undefined : SEVERAL_LINES;
    else if (isEnd || byte === CTRL_D) this.#isComplete = true;
    else if (byte === BACKSPACE || byte === DELETE) this.#takeBack();
    else if (byte === CTRL_U) this.#bytes.length = 0;
    else if (byte < SPACE && byte !== TAB) this.#fault ??= "a key was pressed that types no character.";
    else this.#bytes.push(byte);
  }

  /** In UTF-8 the last character may be several bytes. */
  #takeBack(): void {
    let byte = this.#bytes.pop();
    while (byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000) byte = this.#bytes.pop();
  }
}

const SEVERAL_LINES = "these are several lines. A value of several lines is read from a file, by `< file`.";
