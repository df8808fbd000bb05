import { first, type Mutation } from "../mutation";

/** Sets attributes of the first resource of a type. */
export const set =
  (type: string, values: object): Mutation["mutate"] =>
  (configuration) =>
    Object.assign(first(configuration, type), values);
