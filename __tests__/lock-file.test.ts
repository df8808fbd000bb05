import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const ROOT = join(__dirname, "..");
const read = (name: string) => JSON.parse(readFileSync(join(ROOT, name), "utf8"));
const packages: Readonly<Record<string, Locked>> = read("package-lock.json").packages;

describe("the lock file of npm", () => {
  it("names no address: any registry that serves these bytes will do", () => {
    const resolved = Object.entries(packages).filter(([, locked]) => locked.resolved?.startsWith("http"));
    expect(resolved).toEqual([]);
  });

  it("holds the optional packages of every platform, or `npm ci` refuses it", () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`],
      ),
    );
    expect(missing).toEqual([]);
  });

  it("goes with pins that are exact", () => {
    const { dependencies, devDependencies } = read("package.json") as Locked;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      expect({ name, version }).toEqual({ name, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
      expect(packages[`node_modules/${name}`]?.version).toBe(version);
    }
  });
});
