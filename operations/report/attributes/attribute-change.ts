/** What may be shown of one side of a change. */
export type Shown =
  | { readonly kind: "absent" }
  | {
      readonly kind: "unknown";
      /**
       * What it will come from, as the configuration says: `aws_vpc.main.id`.
       * @default - the configuration does not tell
       */
      readonly from?: readonly string[];
    }
  | {
      readonly kind: "sensitive";
      /**
       * Nobody marks it as sensitive; it looks like a secret.
       * @default - Terraform marks it
       */
      readonly suspected?: true;
    }
  /** Known after another stack was applied. */
  | { readonly kind: "upstream"; readonly stack: string; readonly output: string; readonly exists?: boolean }
  /** Parts of a composite value that are sensitive are replaced. */
  | { readonly kind: "value"; readonly value: unknown };

/** One changed leaf of a resource or an output. */
export interface AttributeChange {
  /**
   * `tags.Name`; of a list,
   * - `containers[name="web"].image`: the item that is known by its name
   * - `ingress[0].from_port`: the item at that index; of an item that goes away, its index before
   * - `cidr_blocks[]`: an item that is added or goes away, whatever its index
   *
   * and into a text that holds JSON or YAML: `policy.Statement[Sid="Read"].Effect`.
   */
  readonly path: string;
  readonly before: Shown;
  readonly after: Shown;
  /** Because of this one, the resource is replaced. */
  readonly forcesReplacement: boolean;
  /**
   * All that differs: the value stays, and
   * - `marking`: becomes sensitive, or is no longer
   * - `formatting`: is written in another way, such as with other white space or another order of keys
   * - `order`: has its items in another order
   * @default - the value differs
   */
  readonly only?: "marking" | "formatting" | "order";
  /**
   * The text that it stands in, when that is read by its meaning.
   * @default - it is a value of its own
   */
  readonly inside?: { readonly path: string; readonly format: "json" | "yaml" };
}
