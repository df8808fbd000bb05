import { Token } from "cdktf";
import {
  type ContainerProps,
  containerDefinition,
  logConfiguration,
} from "../../../constructs/compute/container-definition";

const container = (fields: Partial<ContainerProps> = {}) =>
  containerDefinition({
    name: "orders",
    image: "111111111111.dkr.ecr.eu-west-1.amazonaws.com/dev/orders:bootstrap",
    port: 8080,
    healthPath: "/health",
    logs: { groupName: "/dev/dev/orders", region: "eu-west-1" },
    ...fields,
  });

describe("a container", () => {
  it("can write nothing but /tmp, is not root, has no capability, and tells how it is and what it says", () => {
    expect(container()).toEqual({
      name: "orders",
      image: "111111111111.dkr.ecr.eu-west-1.amazonaws.com/dev/orders:bootstrap",
      essential: true,
      user: "65532:65532",
      privileged: false,
      readonlyRootFilesystem: true,
      linuxParameters: {
        capabilities: { drop: ["ALL"] },
        initProcessEnabled: true,
        tmpfs: [{ containerPath: "/tmp", size: 64, mountOptions: ["mode=1777", "nosuid", "nodev", "noexec"] }],
      },
      portMappings: [{ name: "http", containerPort: 8080, hostPort: 8080, protocol: "tcp", appProtocol: "http" }],
      environment: [],
      secrets: [],
      mountPoints: [],
      healthCheck: {
        command: [
          "CMD-SHELL",
          "if command -v wget >/dev/null; then wget -q -T 4 -O /dev/null 'http://127.0.0.1:8080/health'; " +
            "elif command -v curl >/dev/null; then curl -fsS -m 4 -o /dev/null 'http://127.0.0.1:8080/health'; fi || exit 1",
        ],
        interval: 15,
        timeout: 5,
        retries: 3,
        startPeriod: 60,
      },
      stopTimeout: 30,
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": "/dev/dev/orders",
          "awslogs-region": "eu-west-1",
          "awslogs-stream-prefix": "orders",
          mode: "non-blocking",
          "max-buffer-size": "25m",
        },
      },
    });
  });

  it("gets its settings and secrets by name, sorted by code units and not by a locale", () => {
    const variables = { B: "2", _A: "3", A_B: "1", A1: "0" };
    const secrets = {
      Z_KEY: "arn:aws:secretsmanager:eu-west-1:1:secret:z",
      A_KEY: "arn:aws:secretsmanager:eu-west-1:1:secret:a",
    };
    expect(container({ variables, secrets })).toMatchObject({
      environment: [
        { name: "A1", value: "0" },
        { name: "A_B", value: "1" },
        { name: "B", value: "2" },
        { name: "_A", value: "3" },
      ],
      secrets: [
        { name: "A_KEY", valueFrom: "arn:aws:secretsmanager:eu-west-1:1:secret:a" },
        { name: "Z_KEY", valueFrom: "arn:aws:secretsmanager:eu-west-1:1:secret:z" },
      ],
    });
  });

  it("is the same whatever the order of what it is made from", () => {
    const one = container({
      variables: { A: "1", B: "2" },
      secrets: { C: "c", D: "d" },
      volumes: { e: "/e", f: "/f" },
    });
    const other = container({
      volumes: { f: "/f", e: "/e" },
      secrets: { D: "d", C: "c" },
      variables: { B: "2", A: "1" },
    });
    expect(JSON.stringify(other)).toBe(JSON.stringify(one));
  });

  it("hands settings on as they are, though Terraform would read them as templates", () => {
    const variables = { PATTERN: `%{name} is \${HOME}`, PERCENT: "100 % of $5 {x}" };
    expect(container({ variables })).toMatchObject({
      environment: [
        { name: "PATTERN", value: `%%{name} is $\${HOME}` },
        { name: "PERCENT", value: "100 % of $5 {x}" },
      ],
    });
  });

  it("keeps references to other resources in settings", () => {
    const address = Token.asString({ resolve: () => "database" });
    expect(container({ variables: { HOST: `tcp://${address}` } })).toMatchObject({
      environment: [{ name: "HOST", value: `tcp://${address}` }],
    });
  });

  it("is checked by a command of its own where the image has no shell", () => {
    expect(container({ healthCommand: ["CMD", "/app/health"] })).toMatchObject({
      healthCheck: { command: ["CMD", "/app/health"], interval: 15, timeout: 5, retries: 3, startPeriod: 60 },
    });
  });

  it("is left to the load balancer's check when it is told to have none", () => {
    expect(container({ healthCommand: "none" })).not.toHaveProperty("healthCheck");
  });

  it("cannot be made to run a command by its health path", () => {
    expect(container({ healthPath: "/x'; rm -rf /; '" })).toMatchObject({
      healthCheck: {
        command: ["CMD-SHELL", expect.stringContaining("'http://127.0.0.1:8080/x%27; rm -rf /; %27'; elif")],
      },
    });
  });

  it("takes another user, more room in /tmp and volumes", () => {
    expect(container({ user: "1000:1000", temporaryMebibytes: 256, volumes: { data: "/data" } })).toMatchObject({
      user: "1000:1000",
      linuxParameters: { tmpfs: [{ containerPath: "/tmp", size: 256 }] },
      mountPoints: [{ sourceVolume: "data", containerPath: "/data" }],
    });
  });
});

describe("a container that could be root", () => {
  it.each(["0", "0:0", "1000:0", "root", "node", "1000", ""])("fails with the user %j", (user) => {
    expect(() => container({ user })).toThrow(
      new Error(
        `container "orders" has the user "${user}"; use a numeric user and group other than 0, such as 65532:65532`,
      ),
    );
  });
});

describe("the log of a container", () => {
  it("drops lines rather than stop the container when it cannot be delivered", () => {
    expect(logConfiguration({ groupName: "/dev/dev/orders", region: "eu-west-1" }, "service-connect")).toEqual({
      logDriver: "awslogs",
      options: {
        "awslogs-group": "/dev/dev/orders",
        "awslogs-region": "eu-west-1",
        "awslogs-stream-prefix": "service-connect",
        mode: "non-blocking",
        "max-buffer-size": "25m",
      },
    });
  });
});
