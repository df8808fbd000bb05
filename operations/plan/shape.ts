import type { ProviderPlace } from "./providers";

/** What a placeholder is made from: a hash that belongs to one output alone, and where the thing will stand. */
export interface ShapeInput extends ProviderPlace {
  /** 64 lower-case hexadecimal digits. */
  readonly hash: string;
}

/** Makes a value that looks like the real one will. */
export type Shape = (input: ShapeInput) => string;

/** A name that every AWS service accepts: lower case, short, and it says what it is. */
export const name: Shape = ({ hash }) => `planned-${hash.slice(0, 17)}`;
/** A prefix and hexadecimal digits. */
export const hexadecimal =
  (prefix: string, digits: number): Shape =>
  ({ hash }) =>
    `${prefix}${hash.slice(0, digits)}`;
/** A prefix and hexadecimal digits, in upper case. */
export const capitals =
  (prefix: string, digits: number): Shape =>
  ({ hash }) =>
    `${prefix}${hash.slice(0, digits).toUpperCase()}`;
/** Eight, four, four, four and twelve digits. */
export const uuid: Shape = ({ hash }) => hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, "$1-$2-$3-$4-$5");
/** A Route 53 zone. */
export const zone = capitals("Z", 20);
/** A CloudFront distribution. */
export const distribution = capitals("E", 13);
/** An address in 10.0.0.0/8, which is too short to be unique beyond doubt. */
export const address: Shape = ({ hash }) =>
  `10.${[0, 2, 4].map((at) => Number.parseInt(hash.slice(at, at + 2), 16)).join(".")}`;

/** A port, which is too short to be unique beyond doubt. */
export const port: Shape = ({ hash }) => String(10_000 + (Number.parseInt(hash.slice(0, 8), 16) % 50_000));
/** A number as a text, which whoever reads it may make a number of: it is one that JSON keeps exactly. */
export const digits: Shape = ({ hash }) => `9${(BigInt(`0x${hash}`) % 10n ** 14n).toString().padStart(14, "0")}`;
/** Twelve digits, as an account has. */
export const account: Shape = ({ hash }) => (BigInt(`0x${hash}`) % 10n ** 12n).toString().padStart(12, "9");
/** A host that no one can own (RFC 2606). */
export const host: Shape = (input) => `${name(input)}.example.com`;
