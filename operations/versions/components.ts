/** What a change to these begins. */
export interface Component {
  readonly name: "site" | "api" | "deployer";
  readonly begins: "deploy" | "image";
  /** Files, and folders with a slash at the end, from the top of this repository on. */
  readonly paths: readonly string[];
}

/** Folder of the example app, whose code is in this repository. */
export const EXAMPLE_APP = "runtime/portal";

/** What the Deployer image is made of; its tag is the digest of all that. */
export const DEPLOYER_SOURCES: readonly string[] = [
  "runtime/deployer/",
  "runtime/site/",
  "runtime/quoted.ts",
  "scripts/build-deployer.ts",
  "package-lock.json",
  "tsconfig.json",
];

/** The components whose code `: deploy` waits for; app-deploy.yml has the same paths as its condition. */
export const COMPONENTS: readonly Component[] = [
  { name: "site", begins: "deploy", paths: [`${EXAMPLE_APP}/web/`] },
  { name: "api", begins: "deploy", paths: [`${EXAMPLE_APP}/api/`] },
  { name: "deployer", begins: "image", paths: DEPLOYER_SOURCES },
];

/** What is to be done after a push. */
export interface Begun {
  /** Whether the Deployer image is pushed, where its repository has none of this source. */
  readonly image: boolean;
  /** Whether the app is deployed. */
  readonly deploy: boolean;
}

/** What is written for people begins nothing, wherever it is. */
const isForPeople = (path: string): boolean => path.endsWith(".md") || `/${path}`.includes("/docs/");

/** Whether a file belongs to one of these files or folders. */
const isOf = (paths: readonly string[], path: string): boolean =>
  paths.some((one) => (one.endsWith("/") ? path.startsWith(one) : path === one));

/**
 * What changed files begin.
 *
 * @param files From the top of the repository on; undefined where nobody knows what changed: then everything did.
 */
export function begunBy(files: readonly string[] | undefined): Begun {
  const begins = (what: Component["begins"]): boolean =>
    files === undefined ||
    COMPONENTS.some(
      (component) =>
        component.begins === what && files.some((file) => !isForPeople(file) && isOf(component.paths, file)),
    );
  return { image: begins("image"), deploy: begins("deploy") };
}
