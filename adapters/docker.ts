import { randomUUID } from "node:crypto";
import { type Finished, runProgram } from "./terraform/child-process";

/** What is built. */
export interface ImageBuild {
  /** Of which folder. */
  readonly context: string;
  readonly dockerfile: string;
  /** `linux/arm64` */
  readonly platform: string;
  /** The folder that the image is laid out in. */
  readonly output: string;
}

/** What builds: Docker's own can lay out no image. By its exact version; nobody has told its digest here. */
const BUILDKIT = "docker.io/moby/buildkit:v0.27.0";

/** Docker could not build. */
export class DockerError extends Error {
  override readonly name = "DockerError";
}

/**
 * Builds an image for one kind of machine and lays it out in a folder. The same source gives the same bytes: no file has a time, and
 * nothing tells where it was built.
 *
 * @param environment Of this process; what Docker needs of it is handed on.
 * @throws DockerError with the end of what Docker says.
 */
export async function buildImage(
  { context, dockerfile, platform, output }: ImageBuild,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const env = { ...dockerEnvironment(environment), SOURCE_DATE_EPOCH: "0" };
  const docker = (words: readonly string[]): Promise<Finished> =>
    runProgram("docker", ["buildx", ...words], { cwd: context, env }).catch((error: unknown) => {
      const { code = "" } = error as NodeJS.ErrnoException;
      throw new DockerError(
        `Docker cannot be started (${code}). It builds the image: install it with its part buildx.`,
      );
    });
  const builder = `infra-${randomUUID()}`;
  must(
    "make a builder",
    await docker(["create", "--name", builder, "--driver", "docker-container", "--driver-opt", `image=${BUILDKIT}`]),
  );
  try {
    must(
      "build the image",
      await docker([
        "build",
        ...["--builder", builder],
        ...["--platform", platform],
        ...["--file", dockerfile],
        ...["--provenance=false", "--sbom=false", "--progress=plain", "--pull"],
        ...["--output", `type=oci,tar=false,rewrite-timestamp=true,dest=${output}`],
        ".",
      ]),
    );
  } finally {
    await docker(["rm", builder]);
  }
}

/** Settings of another builder would build something else. */
const dockerEnvironment = (
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined &&
        /^(PATH|HOME|TMPDIR|DOCKER_HOST|DOCKER_CONFIG|DOCKER_CONTEXT|XDG_RUNTIME_DIR)$/.test(entry[0]),
    ),
  );

/** How many of the last lines tell what went wrong. */
const TOLD = 20;

function must(what: string, { status, stderr }: Finished): void {
  if (status === 0) return;
  const said = stderr.trimEnd().split("\n").slice(-TOLD).join("\n");
  throw new DockerError(`Docker could not ${what} (status ${status}):\n${said}`);
}
