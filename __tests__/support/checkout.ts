import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** What the commands that report are made of. */
const PARTS = [
  "adapters",
  "aws",
  "catalogue",
  "cli",
  "model",
  "operations",
  "package.json",
  "policies",
  "terraform-json",
  "tsconfig.json",
];

/** What is no part of a checkout, but made in it. */
const NOT_COMMITTED = new Set([".git", ".infra", "cdktf.out", "coverage", "node_modules"]);

/** Everything that is committed. */
const allParts = (): readonly string[] => readdirSync(ROOT).filter((name) => !NOT_COMMITTED.has(name));

/** A checkout of this repository of its own, in which files may be changed and committed. */
export interface Checkout {
  readonly folder: string;
  write(path: string, text: string): void;
  /** Commits everything, and says which commit it became. */
  commit(): string;
}

/**
 * Makes a checkout with as much of the work tree as the commands need that report, or with all of it, and nothing committed
 * yet.
 */
export function checkout(extent: "to-report" | "whole" = "to-report"): Checkout {
  const folder = mkdtempSync(join(tmpdir(), "checkout-"));
  for (const part of extent === "whole" ? allParts() : PARTS)
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, ".gitignore"), "node_modules\n.infra\ncdktf.out\n");
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8" }).trim();
  git("init", "--quiet");
  return {
    folder,
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    commit() {
      git("add", "--all");
      git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "change");
      return git("rev-parse", "HEAD");
    },
  };
}
