import { edited, problemsWith, SOUND } from "../../support/catalogue";

/** Sound files with several pieces of text replaced. */
const changed = (...edits: readonly (readonly [file: string, from: string, to: string])[]) => {
  const files: Record<string, string> = {};
  for (const [file, from, to] of edits) {
    const text = files[file] ?? SOUND[file];
    if (!text?.includes(from)) throw new Error(`${file} does not hold "${from}"`);
    files[file] = text.replace(from, to);
  }
  return files;
};

describe("names", () => {
  it("refuses two services of one name, and says where the other stands", () => {
    expect(problemsWith({ "services/twin.yaml": SOUND["services/users.yaml"] })).toContain(
      'catalogue/services/users.yaml:1:7  the name "users" is taken by another service | It stands in catalogue/services/twin.yaml:1.',
    );
  });

  it("refuses two networks of one name", () => {
    const twin = SOUND["networks/dev.yaml"]
      ?.replace("10.10.0.0", "10.30.0.0")
      .replace("dev.equipweb.biz", "x.equipweb.biz");
    expect(problemsWith({ "networks/twin.yaml": twin })).toContain(
      'catalogue/networks/twin.yaml:1:7  the name "dev" is taken by another network | It stands in catalogue/networks/dev.yaml:1.',
    );
  });

  it("refuses two stacks of one id, made from different things", () => {
    const environment = "name: dev-service-a\nnetwork: dev\ndomain: a.dev.equipweb.biz\nprotection: none\n";
    const service = (name: string, runsIn: string) =>
      `name: ${name}\nteam: backend\nimage: { repository: x }\nport: 8080\nsize: { cpu: 256, memory: 512 }\nenvironments:\n  ${runsIn}: {}\n`;
    expect(
      problemsWith({
        "environments/a.yaml": environment,
        "services/one.yaml": service("a-service-b", "dev"),
        "services/two.yaml": service("b", "dev-service-a"),
      }),
    ).toContain(
      'catalogue/services/two.yaml:7:3  two stacks would have the id "dev-service-a-service-b" | Rename one of the two; the other comes from catalogue/services/one.yaml:7.',
    );
  });
});

describe("references", () => {
  it.each([
    [
      "a service",
      edited("services/orders.yaml", "[users]", "[uzers]"),
      'orders.yaml:6:13  dependsOn names "uzers", which is no service | Did you mean "users"?',
    ],
    [
      "a team",
      edited("services/orders.yaml", "backend", "devops"),
      'orders.yaml:2:7  team names "devops", which is no team | Known: backend, frontend.',
    ],
    [
      "an environment",
      edited("services/orders.yaml", "  dev:", "  devs:"),
      'orders.yaml:9:3  environments names "devs", which is no environment | Did you mean "dev"?',
    ],
    [
      "a network",
      edited("environments/dev.yaml", "network: dev", "network: staging"),
      'dev.yaml:2:10  network names "staging", which is no network | Known: dev, main.',
    ],
    [
      "an account",
      edited("networks/dev.yaml", "account: development", "account: develop"),
      'dev.yaml:2:10  account names "develop", which is no account | Known: development, production.',
    ],
  ])("to %s that does not exist are refused", (_, files, problem) => {
    expect(problemsWith(files).join("\n")).toContain(problem);
  });

  it("refuses a dependency that does not run beside the service", () => {
    expect(problemsWith(edited("services/users.yaml", "  prod: { tasks: 2 }\n", ""))).toEqual([
      "catalogue/services/orders.yaml:6:13  orders runs in prod and depends on users, which does not | Add prod to the environments of users, or take the dependency away.",
    ]);
  });

  it("refuses calls between services of which one is deployed blue-green", () => {
    expect(
      problemsWith(edited("services/users.yaml", "environments:", "deployment: blue-green\nenvironments:")),
    ).toContain(
      "catalogue/services/orders.yaml:6:13  orders calls users, and users is deployed blue-green, where no service finds another | Set deployment: rolling for users, or take the dependency away.",
    );
  });
});

describe("dependencies", () => {
  it("refuses a ring, and shows the way round", () => {
    expect(
      problemsWith(edited("services/users.yaml", "environments:", "dependsOn: [shop]\nenvironments:")).join("\n"),
    ).toContain(
      "catalogue/services/orders.yaml:6:13  services depend on each other in a ring: orders → users → shop → orders | Take one of these dependencies away; a queue or an event often can.",
    );
  });

  it("refuses a service that depends on itself", () => {
    expect(
      problemsWith(edited("services/users.yaml", "environments:", "dependsOn: [users]\nenvironments:")).join("\n"),
    ).toContain("in a ring: users → users");
  });
});

describe("address ranges", () => {
  it.each([
    [
      "overlap",
      "10.10.128.0/17",
      "main.yaml:5:7  cidr 10.10.128.0/17 of network main overlaps 10.10.0.0/16 of network dev | The other one stands in catalogue/networks/dev.yaml:5.",
    ],
    [
      "have host bits",
      "10.20.0.1/16",
      'main.yaml:5:7  cidr is "10.20.0.1/16", which has host bits set; the range that holds it is 10.20.0.0/16',
    ],
    ["are too large", "11.0.0.0/8", 'main.yaml:5:7  cidr is "11.0.0.0/8", a /8 | Use a range from /16 to /20.'],
    ["are too small", "10.20.0.0/24", 'main.yaml:5:7  cidr is "10.20.0.0/24", a /24 | Use a range from /16 to /20.'],
    ["are none", "ten", 'main.yaml:5:7  cidr is "ten", which is not an IPv4 range such as 10.10.0.0/16'],
    [
      "have a number above 255",
      "10.256.0.0/16",
      'main.yaml:5:7  cidr is "10.256.0.0/16", which has a number above 255',
    ],
  ])("that %s are refused", (_, cidr, problem) => {
    expect(problemsWith(edited("networks/main.yaml", "10.20.0.0/16", cidr)).join("\n")).toContain(problem);
  });

  it("refuses zones of another region, and zones named twice", () => {
    expect(
      problemsWith(edited("networks/main.yaml", "[eu-west-1a, eu-west-1b]", "[eu-west-1a, us-east-1b, eu-west-1a]")),
    ).toEqual([
      'catalogue/networks/main.yaml:6:21  zone "us-east-1b" is not in the region eu-west-1 | Use a zone such as eu-west-1a.',
      'catalogue/networks/main.yaml:6:33  zone "eu-west-1a" is named twice',
    ]);
  });
});

describe("ways in and out", () => {
  it("refuses to let the network's own addresses reach the internal load balancer", () => {
    expect(
      problemsWith(
        edited("networks/dev.yaml", "nat: one", "internalAccess: [192.168.0.0/24, 10.10.64.0/20, 10.0.0.0/7, x]"),
      ),
    ).toEqual([
      'catalogue/networks/dev.yaml:7:34  internalAccess.1 is "10.10.64.0/20", which holds addresses of the network itself (10.10.0.0/16) | Name ranges outside of it. Services reach each other by dependsOn.',
      'catalogue/networks/dev.yaml:7:49  internalAccess.2 is "10.0.0.0/7", which holds addresses of the network itself (10.10.0.0/16) | Name ranges outside of it. Services reach each other by dependsOn.',
      'catalogue/networks/dev.yaml:7:61  internalAccess.3 is "x", which is not an IPv4 range such as 10.10.0.0/16',
    ]);
  });

  it("refuses a network without NAT whose services could not start", () => {
    expect(problemsWith(edited("networks/dev.yaml", "nat: one", "nat: none"))).toEqual([
      "catalogue/networks/dev.yaml:7:6  network dev has no NAT and no endpoint for ecr.api, ecr.dkr, logs, secretsmanager, so its services could not start | Add them to interfaceEndpoints, or choose another nat.",
    ]);
  });

  it("accepts a network without NAT that has an endpoint for everything", () => {
    const endpoints = "nat: none\ninterfaceEndpoints: [ecr.api, ecr.dkr, logs, secretsmanager]";
    expect(problemsWith(edited("networks/dev.yaml", "nat: one", endpoints))).toEqual([]);
    expect(
      problemsWith({
        ...edited("networks/dev.yaml", "nat: one", endpoints),
        "environments/dev.yaml": `${SOUND["environments/dev.yaml"]}exec: true\n`,
      }).join("\n"),
    ).toContain("no endpoint for ssmmessages, kms");
  });
});

describe("environments", () => {
  it("refuses a domain outside the network's zone", () => {
    expect(problemsWith(edited("environments/dev.yaml", "dev.equipweb.biz", "dev.example.com"))).toEqual([
      'catalogue/environments/dev.yaml:3:9  domain "dev.example.com" is not in "dev.equipweb.biz", the zone of network dev | Use dev.equipweb.biz, or a name that ends in .dev.equipweb.biz.',
    ]);
  });

  it("refuses a domain that merely ends in the same letters", () => {
    expect(problemsWith(edited("environments/prod.yaml", "equipweb.biz", "notequipweb.biz"))).toHaveLength(1);
  });

  it("refuses two environments of one domain", () => {
    expect(
      problemsWith({ "environments/qa.yaml": SOUND["environments/dev.yaml"]?.replace("name: dev", "name: qa") }),
    ).toContain(
      'catalogue/environments/qa.yaml:3:9  domain "dev.equipweb.biz" is taken by environment dev | It stands in catalogue/environments/dev.yaml.',
    );
  });

  it("refuses shells in production, and only there", () => {
    expect(problemsWith({ "environments/prod.yaml": `${SOUND["environments/prod.yaml"]}exec: true\n` })).toEqual([
      "catalogue/environments/prod.yaml:5:7  exec is true in an environment that is production | Set exec to false.",
    ]);
    expect(problemsWith({ "environments/dev.yaml": `${SOUND["environments/dev.yaml"]}exec: true\n` })).toEqual([]);
  });
});

describe("sizes", () => {
  it.each([
    [
      "{ cpu: 256, memory: 600 }",
      "size.memory is 600, which Fargate does not offer with cpu 256 | Use 512, 1024 or 2048.",
    ],
    [
      "{ cpu: 256, memory: 4096 }",
      "size.memory is 4096, which Fargate does not offer with cpu 256 | Use 512, 1024 or 2048, or a larger cpu.",
    ],
    [
      "{ cpu: 4096, memory: 9000 }",
      "size.memory is 9000, which Fargate does not offer with cpu 4096 | Use 8192, 9216 or 10240.",
    ],
    [
      "{ cpu: 300, memory: 512 }",
      "size.cpu is 300, which Fargate does not offer | Use 256, 512, 1024, 2048, 4096, 8192 or 16384.",
    ],
  ])("refuses %s", (size, problem) => {
    expect(problemsWith(edited("services/users.yaml", "{ cpu: 256, memory: 512 }", size)).join("\n")).toContain(
      problem,
    );
  });

  it("refuses a pair that an environment makes impossible, at its place", () => {
    expect(problemsWith(edited("services/users.yaml", "{ tasks: 2 }", "{ size: { cpu: 512, memory: 512 } }"))).toEqual([
      "catalogue/services/users.yaml:8:37  environments.prod.size.memory is 512, which Fargate does not offer with cpu 512 | Use 1024, 2048 or 3072.",
    ]);
  });

  it("refuses a range of tasks that runs backwards", () => {
    expect(problemsWith(edited("services/users.yaml", "tasks: 2", "tasks: { min: 6, max: 2 }"))).toEqual([
      "catalogue/services/users.yaml:8:18  environments.prod.tasks scales from 6 down to 2 | Swap min and max.",
    ]);
  });
});

describe("settings", () => {
  it.each([
    [
      "a plain setting that looks like a secret",
      'variables: { DB_PASSWORD: "x" }',
      "orders.yaml:11:14  DB_PASSWORD looks like a secret, and plain settings can be read by many | Move it to `secrets`, which holds the secret's name.",
    ],
    [
      "a name that is both",
      "variables: { DATABASE_URL: x }",
      "orders.yaml:11:14  DATABASE_URL is both a plain setting and a secret | Take one away.",
    ],
  ])("refuses %s", (_, line, problem) => {
    expect(problemsWith({ "services/orders.yaml": `${SOUND["services/orders.yaml"]}${line}\n` }).join("\n")).toContain(
      problem,
    );
  });

  it("looks at the settings of environments too", () => {
    expect(
      problemsWith(edited("services/users.yaml", "{ tasks: 2 }", "{ variables: { API_TOKEN: x } }")).join("\n"),
    ).toContain("users.yaml:8:24  API_TOKEN looks like a secret");
  });

  it("refuses another service's secret", () => {
    expect(problemsWith(edited("services/orders.yaml", "orders/database-url", "users/database-url"))).toEqual([
      'catalogue/services/orders.yaml:7:26  secrets.DATABASE_URL is "users/database-url", which belongs to another service | Use a name that begins with orders/.',
    ]);
  });

  it("refuses environments of a service that runs in customers' workspaces", () => {
    expect(problemsWith(edited("services/shop.yaml", "team:", "scope: customer\nteam:"))).toEqual([
      "catalogue/services/shop.yaml:10:3  shop has the scope customer: it runs in customers' workspaces, in no environment of its own | Take the environment away, or make the scope shared.",
    ]);
  });
});

describe("routes", () => {
  it("refuses two services on one host", () => {
    expect(
      problemsWith(edited("services/shop.yaml", "access: public", "access: public\nhost: users")).join("\n"),
    ).toContain(
      "shop.yaml:4:7  shop in dev has the host users.dev.equipweb.biz, which users in dev has too | Give one of them another host.",
    );
  });

  it("refuses two services of one priority on one load balancer", () => {
    const files = changed(
      ["services/users.yaml", "dev: { tasks: 1 }", "dev: { tasks: 1, priority: 5 }"],
      ["services/orders.yaml", "dev: { tasks: 1 }", "dev: { tasks: 1, priority: 5 }"],
    );
    expect(problemsWith(files)).toEqual([
      "catalogue/services/orders.yaml:9:30  orders in dev has the priority 5 on the internal load balancer, which users in dev has too | Set the priority of one of them by hand, under its environment.",
    ]);
  });

  it("allows one priority on two load balancers", () => {
    const files = changed(
      ["services/users.yaml", "dev: { tasks: 1 }", "dev: { tasks: 1, priority: 5 }"],
      ["services/shop.yaml", "dev: { tasks: 1 }", "dev: { tasks: 1, priority: 5 }"],
    );
    expect(problemsWith(files)).toEqual([]);
  });

  it("refuses a public service where no load balancer faces the internet", () => {
    expect(problemsWith(edited("networks/dev.yaml", "publicLoadBalancer: true", "publicLoadBalancer: false"))).toEqual([
      "catalogue/services/shop.yaml:3:9  shop is public, but network dev has no public load balancer (dev stands on it) | Set publicLoadBalancer in catalogue/networks/dev.yaml, or make the service internal.",
    ]);
  });
});

describe("quotas", () => {
  const account = (fields: string) =>
    edited(
      "organisation.yaml",
      'development: { id: "111111111111" }',
      `development: { id: "111111111111", guardedBy: dev${fields} }`,
    );

  const networks = (count: number) => ({
    ...account(""),
    ...Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `networks/n${index}.yaml`,
        `name: n${index}\naccount: development\nregion: eu-west-1\ndomain: n${index}.biz\ncidr: 10.${100 + index}.0.0/16\nzones: [eu-west-1a, eu-west-1b]\nnat: none\n`,
      ]),
    ),
  });

  it("warns from 80 % on, and goes on", () => {
    expect(problemsWith(networks(3))).toEqual([
      "warning catalogue/networks/dev.yaml:1:7  account development in eu-west-1 uses 4 of 5 VPCs per region | Have AWS raise it, then set accounts.development.quotas.vpcs in organisation.yaml.",
    ]);
  });

  it("refuses more than there is", () => {
    expect(problemsWith(networks(5))).toEqual([
      "catalogue/networks/dev.yaml:1:7  account development in eu-west-1 uses 6 of 5 VPCs per region | Have AWS raise it, then set accounts.development.quotas.vpcs in organisation.yaml.",
    ]);
  });

  it("counts against what AWS raised", () => {
    expect(problemsWith({ ...networks(5), ...account(", quotas: { vpcs: 20 }") })).toEqual([]);
  });

  it("says of a quota that AWS does not raise what to do instead", () => {
    const services = Object.fromEntries(
      Array.from({ length: 101 }, (_, index) => [
        `services/s${index}.yaml`,
        `name: s${index}\nteam: backend\nimage: { repository: x }\nport: 8080\nsize: { cpu: 256, memory: 512 }\nenvironments: { dev: { priority: ${index + 1} } }\n`,
      ]),
    );
    expect(problemsWith(services)).toContain(
      "catalogue/networks/dev.yaml:1:7  the internal load balancer of network dev uses 103 of 100 target groups per load balancer | AWS does not raise this one: split the network.",
    );
  });
});
