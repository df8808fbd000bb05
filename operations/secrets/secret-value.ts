import { SecretRefusal } from "./refusal";

/** Largest value that Secrets Manager keeps, in bytes. Source: its API reference, PutSecretValue, SecretString. */
export const MOST_BYTES = 65_536;

const HIDDEN = "[secret]";

/** The value of a secret. Nothing shows it, however it is printed, but `reveal`. */
export class SecretValue {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /**
   * The value in what was typed or piped. One line break at its end is no part of it, as `echo` and editors add one;
   * everything else is.
   *
   * @throws SecretRefusal when nothing is left, or it is too large, no text, or holds a NUL, which no environment variable can.
   */
  static from(bytes: Uint8Array): SecretValue {
    const text = withoutLineBreak(decoded(bytes));
    if (text.trim() === "") throw new SecretRefusal("the value is empty. Nothing was written.");
    if (Buffer.byteLength(text) > MOST_BYTES) throw tooLarge();
    if (text.includes("\0"))
      throw new SecretRefusal(
        "the value holds a NUL character, which no environment variable can hold. Nothing was written.",
      );
    return new SecretValue(text);
  }

  /** The value itself, for the one request that writes it. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }
}

/** Says that a value is too large, and not how large. */
export const tooLarge = (): SecretRefusal =>
  new SecretRefusal("the value is larger than 65,536 bytes, the most that Secrets Manager keeps. Nothing was written.");

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SecretRefusal(
      "the value is no text in UTF-8. Encode it, for example as Base64, and let the service decode it. Nothing was written.",
    );
  }
}

const withoutLineBreak = (text: string): string => text.replace(/\r?\n$/, "");
