import { Token } from "cdktf";

export interface ContainerProps {
  readonly name: string;
  /** URI with a tag or a digest. */
  readonly image: string;
  /** HTTP port that the container listens on, 1,024 or above: it runs without the right to open a lower one. */
  readonly port: number;
  /** Path that answers 200 when the container is well. */
  readonly healthPath: string;
  /**
   * The command by which ECS checks the container from within, as Docker writes it: `["CMD", "/app/health"]`.
   * Service Connect sends requests only to tasks that pass it. `none` leaves the check to the load balancer alone.
   * @default - asks `healthPath` by wget or curl, whichever the image has; with neither, the load balancer alone
   * decides. It takes a shell: an image without one (distroless, scratch) must name a command of its own, or `none`
   */
  readonly healthCommand?: readonly string[] | "none";
  /** Where its output goes. */
  readonly logs: { readonly groupName: string; readonly region: string };
  /**
   * Plain settings, by the name of the environment variable.
   * @default {}
   */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * ARNs of secrets, by the name of the environment variable that gets the value.
   * @default {}
   */
  readonly secrets?: Readonly<Record<string, string>>;
  /**
   * Numeric user and group that the process runs as, whatever the image says.
   * @default "65532:65532" - the user "nonroot" of distroless and Chainguard images
   */
  readonly user?: string;
  /**
   * Size in MiB of `/tmp`, the one place where the container may write. It lies in the memory of the task. Nothing there
   * can be executed: a Java library that unpacks native code must unpack it when the image is built.
   * @default 64
   */
  readonly temporaryMebibytes?: number;
  /**
   * Volumes to mount, path by name.
   * @default {}
   */
  readonly volumes?: Readonly<Record<string, string>>;
}

/** From SIGTERM to SIGKILL. With the time that a target needs to drain it stays below Spot's two minutes. */
const STOP_TIMEOUT_SECONDS = 30;

/** Service Connect and the load balancer refer to the port by this name. */
export const PORT_NAME = "http";

/**
 * One container as ECS reads it: it can write nothing but `/tmp`, is not root and has no Linux capability.
 *
 * @throws Error when the user is root, or is not numeric and so may be root in the image.
 */
export function containerDefinition({
  name,
  image,
  port,
  healthPath,
  healthCommand = askOverHttp(port, healthPath),
  logs,
  variables = {},
  secrets = {},
  user = "65532:65532",
  temporaryMebibytes = 64,
  volumes = {},
}: ContainerProps): object {
  refuseRoot(name, user);
  return {
    name,
    image,
    essential: true,
    user,
    privileged: false,
    readonlyRootFilesystem: true,
    linuxParameters: {
      capabilities: { drop: ["ALL"] },
      // Forwards signals and reaps processes that were orphaned, which most applications do not do as process 1.
      initProcessEnabled: true,
      tmpfs: [temporaryDirectory(temporaryMebibytes)],
    },
    portMappings: [{ name: PORT_NAME, containerPort: port, hostPort: port, protocol: "tcp", appProtocol: "http" }],
    environment: byName(variables).map(([variable, value]) => ({ name: variable, value: literal(value) })),
    secrets: byName(secrets).map(([variable, valueFrom]) => ({ name: variable, valueFrom })),
    mountPoints: byName(volumes).map(([sourceVolume, containerPath]) => ({ sourceVolume, containerPath })),
    ...(healthCommand !== "none" && { healthCheck: healthCheck(healthCommand) }),
    stopTimeout: STOP_TIMEOUT_SECONDS,
    logConfiguration: logConfiguration(logs, name),
  };
}

function refuseRoot(name: string, user: string): void {
  if (/^[1-9]\d*:[1-9]\d*$/.test(user)) return;
  throw new Error(
    `container "${name}" has the user "${user}"; use a numeric user and group other than 0, such as 65532:65532`,
  );
}

/**
 * How containers write to a log group. A full buffer drops lines: a log that cannot be delivered must not stop the
 * service.
 */
export const logConfiguration = ({ groupName, region }: ContainerProps["logs"], streamPrefix: string) => ({
  logDriver: "awslogs",
  options: {
    "awslogs-group": groupName,
    "awslogs-region": region,
    "awslogs-stream-prefix": streamPrefix,
    mode: "non-blocking",
    "max-buffer-size": "25m",
  },
});

/**
 * A file system in memory, and not a bind mount: Fargate gives those to root, and no other user can write there
 * (aws/containers-roadmap#938). Fargate mounts memory since January 2026 (aws/containers-roadmap#736).
 */
const temporaryDirectory = (size: number) => ({
  containerPath: "/tmp",
  size,
  mountOptions: ["mode=1777", "nosuid", "nodev", "noexec"],
});

const askOverHttp = (port: number, path: string): readonly string[] => {
  // 127.0.0.1 and not localhost, which may resolve to an IPv6 address that the service does not listen on.
  const url = `'http://127.0.0.1:${port}${path.replaceAll("'", "%27")}'`;
  return [
    "CMD-SHELL",
    `if command -v wget >/dev/null; then wget -q -T 4 -O /dev/null ${url}; ` +
      `elif command -v curl >/dev/null; then curl -fsS -m 4 -o /dev/null ${url}; fi || exit 1`,
  ];
};

const healthCheck = (command: readonly string[]) => ({
  command,
  interval: 15,
  timeout: 5,
  retries: 3,
  startPeriod: 60,
});

/** Sorted by code units, so that the order does not depend on the machine's locale. */
const byName = (values: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
  Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));

/** Keeps Terraform from reading `${...}` and `%{...}` in a setting as a template of its own. */
const literal = (value: string): string => (Token.isUnresolved(value) ? value : value.replace(/([$%])\{/g, "$1$1{"));
