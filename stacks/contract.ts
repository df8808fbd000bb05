import { type DataTerraformRemoteStateS3, TerraformOutput, type TerraformStack } from "cdktf";

/** Whether an output is one text or a list of texts. Nothing else crosses between stacks. */
export type OutputKind = "string" | "list";

/** The named outputs of a contract, each with its kind. */
export type OutputKinds = Readonly<Record<string, OutputKind>>;

/** The values of a contract, by name. */
export type ValuesOf<K extends OutputKinds> = {
  readonly [Name in keyof K]: K[Name] extends "list" ? readonly string[] : string;
};

/**
 * The values that one kind of stack hands to others, declared once: the producer publishes all of them, a consumer reads
 * them by the same names through remote state. Without it, cdktf would make outputs named after expressions, all sensitive.
 */
export class Contract<K extends OutputKinds> {
  /**
   * @param kinds The outputs; `vpcId` becomes `vpc_id` in Terraform.
   * @param prefix Goes before every output's name, for a stack that publishes one contract several times.
   */
  constructor(
    private readonly kinds: K,
    private readonly prefix?: string,
  ) {}

  /** Writes each value as an output of the producing stack. */
  publish(stack: TerraformStack, values: ValuesOf<K>): void {
    for (const name of Object.keys(this.kinds)) {
      const output = this.outputName(name);
      new TerraformOutput(stack, `output-${output}`, { value: values[name] }).overrideLogicalId(output);
    }
  }

  /** The values as references to a producer's remote state. */
  read(state: DataTerraformRemoteStateS3): ValuesOf<K> {
    const entries = Object.entries(this.kinds).map(([name, kind]) => {
      const output = this.outputName(name);
      return [name, kind === "list" ? state.getList(output) : state.getString(output)];
    });
    return Object.fromEntries(entries) as ValuesOf<K>;
  }

  private outputName(name: string): string {
    return [this.prefix, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]
      .filter((part) => part !== undefined)
      .join("_")
      .replaceAll("-", "_");
  }
}
