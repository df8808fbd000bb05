import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** The machine on which Terraform runs, as far as it decides what is found there. Tests make one up. */
export interface Machine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  /** As Node names it: `x64`, `arm64`. */
  readonly architecture: string;
  /** Where a copy of the provider registry is looked for. */
  readonly mirrorRoots: readonly MirrorRoot[];
}

/** A folder below which a mirror may lie. */
export interface MirrorRoot {
  readonly folder: string;
  /** How many folders down. */
  readonly depth: number;
}

/** Where administrators and images put shared files (Filesystem Hierarchy Standard 3.0), and the user's own folder. */
const USUAL_ROOTS = ["/opt", "/usr/local", "/usr/share", "/usr/lib", "/var/lib", "/srv"];

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  const home = homedir();
  return {
    environment: process.env,
    home,
    platform: process.platform,
    architecture: process.arch,
    mirrorRoots: [
      ...(process.platform === "win32" ? [] : USUAL_ROOTS).map((folder) => ({ folder, depth: 3 })),
      // A home is large, and what people put there lies high.
      { folder: home, depth: 2 },
    ],
  };
}

/** The machine as Terraform's registry names it: `linux_amd64`. */
export function registryPlatform({ platform, architecture }: Machine): string {
  const systems: Readonly<Record<string, string>> = { win32: "windows" };
  const architectures: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };
  return `${systems[platform] ?? platform}_${architectures[architecture] ?? architecture}`;
}

/**
 * The folders that Terraform takes for a mirror without being told, when they hold a provider (Terraform documentation,
 * "CLI Configuration File", implied local mirror directories).
 */
export function impliedMirrors({ environment, home, platform }: Machine): readonly string[] {
  if (platform === "win32") {
    const data = environment.APPDATA ?? join(home, "AppData", "Roaming");
    return [join(data, "terraform.d", "plugins"), join(data, "HashiCorp", "Terraform", "plugins")];
  }
  const own = join(home, ".terraform.d", "plugins");
  if (platform === "darwin") {
    const support = join("Library", "Application Support", "io.terraform", "plugins");
    return [own, join(home, support), join("/", support)];
  }
  const userData = environment.XDG_DATA_HOME || join(home, ".local", "share");
  const sharedData = (environment.XDG_DATA_DIRS || `/usr/local/share${delimiter}/usr/share`).split(delimiter);
  return [own, ...[userData, ...sharedData].map((folder) => join(folder, "terraform", "plugins"))];
}
