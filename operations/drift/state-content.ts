import { isObject, type Json, listOf } from "../../terraform-json/json";

/** Whether a state holds no resource that somebody would have to look after. A text that is no state may hold anything. */
export function holdsNothing(text: string): boolean {
  const state = parsed(text);
  if (!isObject(state) || !Array.isArray(state.resources)) return false;
  return listOf(state.resources).every((resource) => isObject(resource) && resource.mode === "data");
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
