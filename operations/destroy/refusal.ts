/** What somebody asked to be destroyed is not; nothing was touched. The message says what, why, and what to do. */
export class DestroyRefusal extends Error {
  override readonly name = "DestroyRefusal";
}
