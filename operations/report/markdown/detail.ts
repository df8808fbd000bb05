import type { Action } from "../actions";

/** How much of a report is written out. */
export interface Detail {
  /** What is not, in words. Undefined when everything is. */
  readonly leftOut?: string;
  /** The actions of which each resource is shown with its attributes; of the others, with its address. */
  readonly attributesOf: readonly Action[];
  /** Whether outputs are shown with their values, and drift with its attributes. */
  readonly values: boolean;
  /** Longest part of a failed stack's error that is shown, in UTF-16 units. */
  readonly errorLength: number;
  /** Whether each stack that has something to say has a fold. */
  readonly folds: boolean;
  /** Whether stacks without changes are named, not only counted. */
  readonly quietNames: boolean;
  /** Whether each danger is named, not only counted per stack. */
  readonly eachDanger: boolean;
  /** Whether stacks are shown one by one. */
  readonly table: boolean;
}

const everything: Detail = {
  attributesOf: ["unknown", "replace", "replace-and-forget", "update", "create"],
  values: true,
  errorLength: 4000,
  folds: true,
  quietNames: true,
  eachDanger: true,
  table: true,
};

const withoutCreates: Detail = {
  ...everything,
  attributesOf: ["unknown", "replace", "replace-and-forget", "update"],
  leftOut: "the attributes of what is created",
};

const withoutUpdates: Detail = {
  ...everything,
  attributesOf: ["unknown", "replace", "replace-and-forget"],
  leftOut: "the attributes of what is created and updated",
};

const addressesOnly: Detail = {
  ...everything,
  attributesOf: [],
  values: false,
  errorLength: 1000,
  leftOut: "all attributes and values; addresses and names are listed",
};

const countsOnly: Detail = {
  ...addressesOnly,
  folds: false,
  quietNames: false,
  leftOut: "all addresses but those of dangers; everything is counted",
};

const dangersCounted: Detail = {
  ...countsOnly,
  eachDanger: false,
  leftOut: "all addresses, even those of dangers; everything is counted per stack",
};

const dangersOnly: Detail = {
  ...dangersCounted,
  table: false,
  leftOut: "all addresses and the table of stacks; only dangers are counted per stack",
};

/** From everything to next to nothing; what is destroyed or replaced goes last, and even then is counted per stack. */
export const DETAILS: readonly Detail[] = [
  everything,
  withoutCreates,
  withoutUpdates,
  addressesOnly,
  countsOnly,
  dangersCounted,
  dangersOnly,
];
