/** An entry of a zip, as its table of contents has it. */
export interface ZipEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "special";
  /** Bytes once it is unpacked, as the zip says. */
  readonly size: number;
  readonly isEncrypted: boolean;
}

/** Fixed parts of a zip. Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.12, 4.3.16 and 4.4. */
const END = { signature: 0x06054b50, bytes: 22, longestComment: 0xffff } as const;
const ENTRY = { signature: 0x02014b50, bytes: 46 } as const;
/** Right before the end, where there is another table of contents, which libraries read instead. */
const LOCATOR = { signature: 0x07064b50, bytes: 20 } as const;

/** What stands instead of a number that only ZIP64 can hold. */
const ZIP64 = { count: 0xffff, bytes: 0xffffffff } as const;

/** Who wrote an entry, when its mode is that of a Unix file. */
const UNIX = 3;

/**
 * The table of contents of a zip: what libraries that unpack do not tell, and must be known before anything is unpacked.
 *
 * @throws Error, as the end of a sentence that names the file, when it is none.
 */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === undefined) throw new Error("is no zip, or only a part of one");
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  const hasLocator = end >= LOCATOR.bytes && view.getUint32(end - LOCATOR.bytes, true) === LOCATOR.signature;
  if (count === ZIP64.count || start === ZIP64.bytes || hasLocator)
    throw new Error("is a zip of the kind ZIP64, which no package needs");
  // Some count the entries of this part of the zip, some of all parts.
  if (view.getUint16(end + 8, true) !== count)
    throw new Error("is a part of a zip, or its table of contents is damaged");
  const entries: ZipEntry[] = [];
  for (let at = start, n = 0; n < count; n++) {
    if (at + ENTRY.bytes > end || view.getUint32(at, true) !== ENTRY.signature)
      throw new Error("is a zip whose table of contents is damaged");
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    if (at + ENTRY.bytes + name > end) throw new Error("is a zip whose table of contents is damaged");
    entries.push(entryAt(view, at, bytes.subarray(at + ENTRY.bytes, at + ENTRY.bytes + name)));
    at += ENTRY.bytes + name + extra + comment;
  }
  return entries;
}

function endOf(view: DataView): number | undefined {
  const last = view.byteLength - END.bytes;
  for (let at = last; at >= Math.max(0, last - END.longestComment); at--)
    if (view.getUint32(at, true) === END.signature) return at;
  return undefined;
}

function entryAt(view: DataView, at: number, name: Uint8Array): ZipEntry {
  const isUnix = view.getUint8(at + 5) === UNIX;
  const mode = isUnix ? view.getUint32(at + 38, true) >>> 16 : 0;
  const text = new TextDecoder().decode(name);
  return {
    name: text,
    kind: text.endsWith("/") ? "folder" : kindOf(mode),
    size: view.getUint32(at + 24, true),
    isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
  };
}

/** Source: POSIX, `sys/stat.h`: the type of a file is the upper four bits of its mode. */
function kindOf(mode: number): ZipEntry["kind"] {
  const type = mode & 0o170000;
  if (type === 0 || type === 0o100000) return "file";
  if (type === 0o040000) return "folder";
  return type === 0o120000 ? "link" : "special";
}
