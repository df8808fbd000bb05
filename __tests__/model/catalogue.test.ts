import { readCatalogue } from "../../model/catalogue";
import { CatalogueError } from "../../model/problems";
import { checkedWith, edited, problemsWith, SOUND, withCatalogue } from "../support/catalogue";

describe("reading a catalogue", () => {
  it("finds nothing wrong with a sound one", () => {
    expect(problemsWith({})).toEqual([]);
  });

  it("tells of an account what AWS raised for it, and nothing where it raised nothing", () => {
    const id = 'development: { id: "111111111111" }';
    const raised = edited("organisation.yaml", id, 'development: { id: "111111111111", quotas: { vpcs: 20 } }');
    const accountOf = ({ organisation }: ReturnType<typeof checkedWith>) => organisation?.networks[0]?.account;
    expect(accountOf(checkedWith(raised))?.quotas).toEqual({ vpcs: 20 });
    expect(accountOf(checkedWith({}))).not.toHaveProperty("quotas");
  });

  it("resolves references, fills in defaults and derives names", () => {
    const { organisation } = checkedWith({});
    const main = organisation?.networks.find(({ name }) => name === "main");
    expect(main).toMatchObject({
      account: { name: "production", id: "222222222222" },
      nat: "one-per-zone",
      publicLoadBalancer: false,
      production: true,
      state: { bucket: "equipweb-main-state-222222222222", region: "eu-west-1" },
      tags: {
        "managed-by": "terraform",
        repo: "equipweb/infra",
        owner: "platform",
        "cost-center": "cc-1000",
        network: "main",
      },
      source: "catalogue/networks/main.yaml",
    });
    expect(main?.services.find(({ name }) => name === "orders")).toMatchObject({
      stackId: "prod-service-orders",
      access: "internal",
      host: "orders.equipweb.biz",
      health: "/health",
      image: { release: "main/orders", snapshot: "main/orders-snapshot" },
      tasks: { min: 2, max: 6 },
      secrets: { DATABASE_URL: { name: "prod/orders/database-url", owner: "backend", rotation: { days: 90 } } },
      dependencies: [{ name: "users", stackId: "prod-service-users", port: 8080 }],
      source: "catalogue/services/orders.yaml",
    });
  });

  it("takes a single number of tasks as both ends of the range", () => {
    const dev = checkedWith({}).organisation?.networks.find(({ name }) => name === "dev");
    expect(dev?.services.find(({ name }) => name === "orders")?.tasks).toEqual({ min: 1, max: 1 });
  });

  it("lists services after those that they depend on", () => {
    const dev = checkedWith({}).organisation?.networks.find(({ name }) => name === "dev");
    expect(dev?.services.map(({ name }) => name)).toEqual(["users", "orders", "shop"]);
  });

  it("lets an environment's settings win over the service's own", () => {
    const services = checkedWith({
      "services/users.yaml": `${SOUND["services/users.yaml"]?.replace(
        "dev: { tasks: 1 }",
        "dev: { size: { cpu: 1024, memory: 4096 }, variables: { LOG_LEVEL: debug }, priority: 7 }",
      )}variables: { LOG_LEVEL: info, REGION: eu }\n`,
    }).organisation?.networks.flatMap((network) => network.services);
    const [dev, prod] = ["dev-service-users", "prod-service-users"].map((id) =>
      services?.find(({ stackId }) => stackId === id),
    );
    expect(dev).toMatchObject({
      size: { cpu: 1024, memory: 4096 },
      variables: { LOG_LEVEL: "debug", REGION: "eu" },
      priority: 7,
    });
    expect(prod).toMatchObject({ size: { cpu: 256, memory: 512 }, variables: { LOG_LEVEL: "info", REGION: "eu" } });
    expect(prod?.priority).not.toBe(7);
  });

  it("comes to the same organisation whatever the order of files and keys", () => {
    const reversed = Object.fromEntries(
      Object.entries(SOUND)
        .reverse()
        .map(([name, text]) => [name, reverseTopLevelKeys(text)]),
    );
    const renamed = {
      ...reversed,
      "services/users.yaml": undefined,
      "services/zz.yaml": reversed["services/users.yaml"],
    };
    const [plain, other] = [SOUND, renamed].map((files) => withCatalogue(files, readCatalogue));
    expect(JSON.stringify(other).replaceAll("services/zz.yaml", "services/users.yaml")).toBe(JSON.stringify(plain));
  });

  it("moves no other service's priority when a service is added", () => {
    const priorities = (files: Parameters<typeof checkedWith>[0]) =>
      new Map(
        checkedWith(files).organisation?.networks.flatMap(({ services }) =>
          services.map(({ stackId, priority }) => [stackId, priority]),
        ),
      );
    const before = priorities({});
    const after = priorities({ "services/added.yaml": SOUND["services/users.yaml"]?.replaceAll("users", "added") });
    expect(after.size).toBe(before.size + 2);
    for (const [stackId, priority] of before) expect(after.get(stackId)).toBe(priority);
  });

  it("keeps repositories of a service that no environment runs yet", () => {
    const { organisation } = checkedWith({
      "services/new.yaml":
        "name: new\nteam: backend\nimage: { repository: new }\nport: 8080\nsize: { cpu: 256, memory: 512 }\n",
    });
    expect(organisation?.networks[0]?.repositories.map(({ name }) => name)).toEqual(["new", "orders", "shop", "users"]);
  });
});

describe("a catalogue that cannot be read", () => {
  it("fails with every problem at once, sorted by place, and says that nothing was synthesized", () => {
    const files = {
      ...SOUND,
      ...edited("services/orders.yaml", "memory: 512", "memory: 600"),
      ...edited("services/users.yaml", "port: 8080", "prot: 8080\nport: 8080"),
      ...edited("networks/dev.yaml", "nat: one", "nat: two"),
    };
    expect(() => withCatalogue(files, readCatalogue)).toThrow(CatalogueError);
    const message = messageOf(files);
    expect(message).toBe(`catalogue/networks/dev.yaml:7:6  nat is "two"
    Known: none, one, one-per-zone.
catalogue/services/orders.yaml:5:27  size.memory is 600, which Fargate does not offer with cpu 256
    Use 512, 1024 or 2048.
catalogue/services/users.yaml:4:1  unknown key "prot"
    Did you mean "port"?
3 problems in 3 files.
Nothing was synthesized.`);
  });

  it("fails when the folder does not exist", () => {
    expect(() => readCatalogue("no/such/catalogue")).toThrow("no/such/catalogue:1:1  there is no catalogue here");
  });

  it("fails when it is empty", () => {
    expect(messageOf({})).toContain("catalogue/organisation.yaml:1:1  the catalogue has no organisation.yaml");
  });

  it.each([
    [
      "a misspelt folder",
      { "servces/x.yaml": "name: x\n" },
      'catalogue/servces:1:1  this is no part of a catalogue | Did you mean "services"?',
    ],
    [
      "a file that nobody would read",
      { "services/x.yml": "name: x\n" },
      "catalogue/services/x.yml:1:1  this is no part of a catalogue | Only files that end in .yaml are read.",
    ],
  ])("says so of %s", (_, files, problem) => {
    expect(problemsWith(files)).toEqual([problem]);
  });
});

const messageOf = (files: Parameters<typeof withCatalogue>[0]): string =>
  withCatalogue(files, (directory) => {
    try {
      readCatalogue(directory);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  });

/** The blocks that begin at the first column, last one first. */
const reverseTopLevelKeys = (text: string): string =>
  text
    .trimEnd()
    .split(/\n(?=\S)/)
    .reverse()
    .join("\n");
