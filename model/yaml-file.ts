import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from "yaml";
import { error, type Position, type Problem } from "./problems";

/** Where in a document something stands: keys and indexes from the top. */
export type Path = readonly PropertyKey[];

/** A YAML file that was read: its value, and where each part of it stands. */
export class YamlFile {
  private constructor(
    /** As problems show it, with forward slashes. */
    readonly name: string,
    /** Undefined when the file is not valid YAML. */
    readonly value: unknown,
    private readonly contents: Node | null,
    private readonly lines: LineCounter,
  ) {}

  /** Reads a text. A file with problems still has a value, as far as it could be read. */
  static parse(name: string, text: string): { readonly file: YamlFile; readonly problems: readonly Problem[] } {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const problems = document.errors.map(({ code, message, pos }) =>
      error(positionAt(name, lines, pos[0]), describe(code, message)),
    );
    visit(document, {
      Alias: (_, { source, range }) => {
        problems.push(
          error(positionAt(name, lines, range?.[0] ?? 0), `"*${source}" is an alias`, "Write the value out."),
        );
      },
      Pair: (_, { key }) => {
        if (!isScalar(key) || key.value !== "__proto__") return;
        problems.push(
          error(positionAt(name, lines, key.range?.[0] ?? 0), 'the key "__proto__" will not do', "Use another one."),
        );
      },
    });
    const value = problems.length === 0 ? document.toJS() : undefined;
    return { file: new YamlFile(name, value, document.contents, lines), problems };
  }

  /** The text at a key of the topmost block, also in a file that is not valid YAML, as far as it could be read. */
  textAt(key: string): string | undefined {
    const value = isMap(this.contents) ? this.contents.get(key) : undefined;
    return typeof value === "string" ? value : undefined;
  }

  /** Where the value at a path stands; of a path that does not exist, its nearest ancestor. */
  positionOf(path: Path): Position {
    return this.position(path, "value");
  }

  /** Where the key that ends a path stands. */
  positionOfKey(path: Path): Position {
    return this.position(path, "key");
  }

  private position(path: Path, part: "key" | "value"): Position {
    let node: Node | null = this.contents;
    let offset = node?.range?.[0] ?? 0;
    for (const [index, step] of path.entries()) {
      const pair = isMap(node) ? node.items.find(({ key }) => keyOf(key) === String(step)) : undefined;
      const next = pair ? childOf(pair) : isSeq(node) ? itemOf(node.items[Number(step)]) : undefined;
      const isLast = index === path.length - 1;
      const found = pair && isNode(pair.key) && (part === "key" || !next) && isLast ? pair.key : next;
      if (!found) break;
      node = found;
      offset = found.range?.[0] ?? offset;
    }
    return positionAt(this.name, this.lines, offset);
  }
}

const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key);

const childOf = ({ value }: Pair): Node | undefined => itemOf(value);

const itemOf = (item: unknown): Node | undefined => (isNode(item) ? item : undefined);

function positionAt(file: string, lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** The parser's words, with a plain sentence for the mistake that people make most. */
function describe(code: string, message: string): string {
  if (code === "DUPLICATE_KEY") return "this key stands twice; the second would silently win";
  if (code === "MULTIPLE_DOCS") return "the file holds several documents; write one thing a file";
  return `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}
