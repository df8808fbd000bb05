import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../terraform-json/json";

const FIXTURES = join(__dirname, "..", "fixtures");

const read = (...path: readonly string[]): JsonObject => JSON.parse(readFileSync(join(FIXTURES, ...path), "utf8"));

/** A plan that the real Terraform made. */
export const planFixture = (name: string): JsonObject => read("plans", `${name}.json`);

/** The configuration that such a plan was made from, where it is written as JSON. */
export const configurationFixture = (name: string): JsonObject => read("make-plans", name, "1.tf.json");
