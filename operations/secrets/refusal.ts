/** What was asked of a secret will not do, and nothing was touched. Says what is wrong and what to do; never a value. */
export class SecretRefusal extends Error {
  override readonly name = "SecretRefusal";
}
