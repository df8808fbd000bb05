import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkCatalogue } from "../../model/catalogue";
import { checkedWith, edited, problemsWith, SOUND, withCatalogue } from "../support/catalogue";

describe("a file of the catalogue", () => {
  it.each([
    [
      "an unknown key",
      edited("services/users.yaml", "team:", "owner: x\nteam:"),
      'users.yaml:2:1  unknown key "owner" | Known: access, architecture, dependsOn, deployment, environments, health, healthCommand, host, image, name, port, scope, secrets, size, team, variables.',
    ],
    [
      "an unknown key inside a block",
      edited("services/users.yaml", "{ repository: users }", "{ repository: users, tag: x }"),
      'users.yaml:3:29  unknown key "tag" | Known: repository.',
    ],
    [
      "a key that is nearly right",
      edited("services/users.yaml", "size: { cpu", "size: { cpus: 1, cpu"),
      'users.yaml:5:9  unknown key "cpus" | Did you mean "cpu"?',
    ],
    [
      "a repository named like another one's snapshots",
      edited("services/users.yaml", "repository: users", "repository: users-snapshot"),
      'users.yaml:3:22  image.repository is "users-snapshot" | Use a name that does not end in "-snapshot": a repository of that name is made beside each.',
    ],
    [
      "an endpoint that every network has anyway",
      edited("networks/dev.yaml", "nat: one", "interfaceEndpoints: [s3]"),
      'dev.yaml:7:22  interfaceEndpoints.0 is "s3" | Leave it out: every network has a gateway endpoint for it, free of charge.',
    ],
    [
      "an endpoint that is named twice",
      edited("networks/dev.yaml", "nat: one", "interfaceEndpoints: [logs, logs]"),
      'dev.yaml:7:21  interfaceEndpoints is ["logs","logs"] | Name each service once.',
    ],
    [
      "a word in place of a command",
      edited("services/users.yaml", "port: 8080", "port: 8080\nhealthCommand: nothing"),
      'users.yaml:5:16  healthCommand is "nothing" | Known: none.',
    ],
    [
      "a command with something else than texts",
      edited("services/users.yaml", "port: 8080", "port: 8080\nhealthCommand: [CMD, 1]"),
      "users.yaml:5:22  healthCommand.1 is 1, a number | Expected a text.",
    ],
    [
      "a name that AWS keeps for itself",
      edited("networks/dev.yaml", "name: dev", "name: internal"),
      'dev.yaml:1:7  name is "internal" | Use a name that begins with neither internal nor sg: AWS keeps these for itself.',
    ],
    [
      "a name that begins with what AWS keeps for itself",
      edited("environments/dev.yaml", "name: dev", "name: sg-1"),
      'dev.yaml:1:7  name is "sg-1" | Use a name that begins with neither internal nor sg: AWS keeps these for itself.',
    ],
    [
      "a wrong type",
      edited("services/users.yaml", "8080", '"80a"'),
      'users.yaml:4:7  port is "80a", a text | Expected a number.',
    ],
    [
      "a missing key",
      edited("services/users.yaml", "port: 8080\n", ""),
      "users.yaml:1:1  port is missing | Expected a number.",
    ],
    [
      "a number outside its range",
      edited("services/users.yaml", "8080", "80"),
      "users.yaml:4:7  port is 80 | Use a port from 1,024 to 65,535: the container does not run as root.",
    ],
    [
      "a fraction",
      edited("services/users.yaml", "8080", "8080.5"),
      "users.yaml:4:7  port is 8080.5, a number | Expected a whole number.",
    ],
    [
      "a value outside a choice",
      edited("networks/dev.yaml", "nat: one", "nat: ones"),
      'dev.yaml:7:6  nat is "ones" | Did you mean "one"?',
    ],
    [
      "a retention that CloudWatch does not know",
      edited("networks/dev.yaml", "nat: one", "flowLogRetentionDays: 31"),
      "dev.yaml:7:23  flowLogRetentionDays is 31 | Expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.",
    ],
    [
      "a name with capitals",
      edited("services/shop.yaml", "name: shop", "name: Shop"),
      'shop.yaml:1:7  name is "Shop" | Use lower-case letters, digits and single hyphens, beginning with a letter.',
    ],
    [
      "a name that is too long",
      edited("services/shop.yaml", "name: shop", `name: ${"s".repeat(29)}`),
      `shop.yaml:1:7  name is "${"s".repeat(29)}" | Use at most 28 characters: names of AWS resources are made from it.`,
    ],
    [
      "an account id that lost its quotes",
      edited("organisation.yaml", '"111111111111"', "111111111111"),
      "organisation.yaml:7:22  accounts.development.id is 111111111111, a number | Expected a text: write the id in quotes: it is a text, and may begin with a zero.",
    ],
    [
      "tasks that are neither a number nor a range",
      edited("services/users.yaml", "tasks: 2", "tasks: many"),
      'users.yaml:8:18  environments.prod.tasks is "many", a text | Expected a number or a block of keys.',
    ],
    [
      "a range of tasks that lacks an end",
      edited("services/users.yaml", "tasks: 2", "tasks: { min: 2 }"),
      "users.yaml:8:18  environments.prod.tasks.max is missing | Expected a number.",
    ],
    [
      "an environment variable in small letters",
      edited("services/orders.yaml", "DATABASE_URL", "database_url"),
      'orders.yaml:7:12  the key "database_url" will not do | Use capitals, digits and underscores, beginning with a letter.',
    ],
    [
      "a list where a block belongs",
      edited("services/users.yaml", "image: { repository: users }", "image: [users]"),
      'users.yaml:3:8  image is ["users"], a list | Expected a block of keys.',
    ],
    [
      "a syntax error",
      edited("services/users.yaml", "{ repository: users }", "{ repository: users"),
      "not valid YAML: ",
    ],
    [
      "a key that stands twice",
      edited("services/users.yaml", "team: backend", "team: backend\nteam: frontend"),
      "users.yaml:3:1  this key stands twice; the second would silently win",
    ],
    [
      "two documents in one file",
      { "services/users.yaml": `${SOUND["services/users.yaml"]}---\nname: x\n` },
      "users.yaml:9:1  the file holds several documents; write one thing a file",
    ],
    [
      "an empty file",
      { "services/users.yaml": "" },
      "users.yaml:1:1  the file is null, nothing | Expected a block of keys.",
    ],
  ])("is refused for %s", (_, files, problem) => {
    expect(problemsWith(files).join("\n")).toContain(problem);
  });

  it("keeps its sound parts, so that what they refer to is checked in the same run", () => {
    const files = {
      "services/users.yaml": SOUND["services/users.yaml"]?.replace("team: backend", "team: backnd\nprot: 1"),
    };
    expect(problemsWith(files)).toEqual([
      'catalogue/services/users.yaml:3:1  unknown key "prot" | Did you mean "port"?',
      'catalogue/services/users.yaml:2:7  team names "backnd", which is no team | Did you mean "backend"?',
    ]);
  });

  it("does not make others unknown when it is itself invalid", () => {
    expect(problemsWith(edited("services/users.yaml", "port: 8080\n", ""))).toHaveLength(1);
  });
});

describe("a file that cannot be read as it should", () => {
  it.each([
    [
      "an alias of nothing",
      "users.yaml",
      { "services/users.yaml": "name: users\nteam: *nobody\n" },
      '"*nobody" is an alias | Write the value out.',
    ],
    [
      "an alias of what holds it",
      "users.yaml",
      { "services/users.yaml": "name: users\nvariables: &all { A: *all }\n" },
      '"*all" is an alias | Write the value out.',
    ],
    [
      "a key that every object has",
      "users.yaml",
      edited("services/users.yaml", "port: 8080", "port: 8080\nvariables: { __proto__: x }"),
      'the key "__proto__" will not do | Use another one.',
    ],
  ])("is named, with the place of %s", (_, file, files, problem) => {
    const found = problemsWith(files).filter((each) => each.includes(`/${file}:`));
    expect(found.join("\n")).toContain(problem);
  });

  it("does not make others' references to it wrong", () => {
    const broken = { "services/users.yaml": `${SOUND["services/users.yaml"]}size: { cpu: 1 }\n` };
    expect(problemsWith(broken)).toEqual([
      "catalogue/services/users.yaml:9:1  this key stands twice; the second would silently win",
    ]);
  });

  it("is named when it is no file of text, beside every other problem", () => {
    const found = withCatalogue({ ...SOUND, ...edited("services/shop.yaml", "frontend", "fronted") }, (directory) => {
      mkdirSync(join(directory, "services", "folder.yaml"));
      symlinkSync("nowhere", join(directory, "services", "link.yaml"));
      writeFileSync(join(directory, "services", "latin.yaml"), Buffer.from([0x6e, 0xe9]));
      return checkCatalogue(directory).problems.map(({ at, message }) => `${at.file} ${message}`);
    });
    expect(found).toEqual([
      "catalogue/services/folder.yaml this cannot be read",
      "catalogue/services/latin.yaml this cannot be read",
      "catalogue/services/link.yaml this cannot be read",
      'catalogue/services/shop.yaml team names "fronted", which is no team',
    ]);
  });
});

describe("names that every object has", () => {
  it("are names like any other: nothing is deployed to an environment that no service names", () => {
    const environment = "name: constructor\nnetwork: dev\ndomain: c.dev.equipweb.biz\nprotection: none\n";
    const { problems, organisation } = checkedWith({ "environments/c.yaml": environment });
    expect(problems).toEqual([]);
    expect(
      organisation?.networks
        .flatMap(({ services }) => services.map(({ stackId }) => stackId))
        .filter((id) => id.startsWith("constructor")),
    ).toEqual([]);
  });

  it("are no accounts", () => {
    expect(problemsWith(edited("networks/dev.yaml", "account: development", "account: constructor"))).toEqual([
      'catalogue/networks/dev.yaml:2:10  account names "constructor", which is no account | Known: development, production.',
    ]);
  });
});
