import { rotationText, teamOf } from "../../model/secrets";
import { checkedWith, edited, problemsWith, SOUND } from "../support/catalogue";

const ORDERS = "services/orders.yaml";

/** The sound catalogue with other secrets of the service `orders`. */
const withSecrets = (secrets: string) => edited(ORDERS, "{ DATABASE_URL: orders/database-url }", secrets);

/** The secrets of `orders` in production. */
function resolvedWith(secrets: string) {
  const { organisation, problems } = checkedWith(withSecrets(secrets));
  expect(problems).toEqual([]);
  const main = organisation?.networks.find(({ name }) => name === "main");
  return main?.services.find(({ name }) => name === "orders")?.secrets;
}

describe("a secret in the catalogue", () => {
  it.each([
    [
      "a name alone: the service's team fills it, by hand, every 90 days",
      "{ A: orders/a }",
      { A: { name: "prod/orders/a", owner: "backend", rotation: { days: 90 } } },
    ],
    [
      "a block with a name alone means the same",
      "{ A: { name: orders/a } }",
      { A: { name: "prod/orders/a", owner: "backend", rotation: { days: 90 } } },
    ],
    [
      "another team",
      "{ A: { name: orders/a, owner: frontend } }",
      { A: { name: "prod/orders/a", owner: "frontend", rotation: { days: 90 } } },
    ],
    [
      "a role in a team, and an interval",
      "{ A: { name: orders/a, owner: backend/lead, rotation: { days: 30 } } }",
      { A: { name: "prod/orders/a", owner: "backend/lead", rotation: { days: 30 } } },
    ],
    [
      "somebody else who rotates it",
      "{ A: { name: orders/a, rotation: { by: apple } } }",
      { A: { name: "prod/orders/a", owner: "backend", rotation: { days: 90, by: "apple" } } },
    ],
    [
      "two variables with one secret",
      "{ A: { name: orders/a, owner: backend }, B: orders/a }",
      {
        A: { name: "prod/orders/a", owner: "backend", rotation: { days: 90 } },
        B: { name: "prod/orders/a", owner: "backend", rotation: { days: 90 } },
      },
    ],
  ])("may be %s", (_, secrets, expected) => {
    expect(resolvedWith(secrets)).toEqual(expected);
  });

  it.each([
    [
      "an owner that is no team",
      "{ A: { name: orders/a, owner: backnd } }",
      'catalogue/services/orders.yaml:7:40  secrets.A.owner names "backnd", which is no team | Did you mean "backend"?',
    ],
    [
      "a role in no team",
      "{ A: { name: orders/a, owner: backnd/lead } }",
      'catalogue/services/orders.yaml:7:40  secrets.A.owner names "backnd", which is no team | Did you mean "backend"?',
    ],
    [
      "an owner that cannot be read",
      "{ A: { name: orders/a, owner: backend/lead/x } }",
      'catalogue/services/orders.yaml:7:40  secrets.A.owner is "backend/lead/x" | Use a team, or a role in it such as backend/lead.',
    ],
    [
      "an owner with a name too long for a tag",
      `{ A: { name: orders/a, owner: backend/${"x".repeat(60)} } }`,
      `catalogue/services/orders.yaml:7:40  secrets.A.owner is "backend/${"x".repeat(48)}… | Use at most 60 characters: it becomes a tag.`,
    ],
    [
      "an interval of no days",
      "{ A: { name: orders/a, rotation: { days: 0 } } }",
      "catalogue/services/orders.yaml:7:51  secrets.A.rotation.days is 0 | Use 1 to 365 days.",
    ],
    [
      "an interval longer than a year",
      "{ A: { name: orders/a, rotation: { days: 366 } } }",
      "catalogue/services/orders.yaml:7:51  secrets.A.rotation.days is 366 | Use 1 to 365 days: no secret lives longer than a year.",
    ],
    [
      "an unknown key, such as a value",
      "{ A: { name: orders/a, value: x } }",
      'catalogue/services/orders.yaml:7:33  unknown key "value" | Known: name, owner, rotation.',
    ],
    [
      "another service's secret in a block",
      "{ A: { name: users/a } }",
      'catalogue/services/orders.yaml:7:23  secrets.A is "users/a", which belongs to another service | Use a name that begins with orders/.',
    ],
    [
      "two variables that say different things of one secret",
      "{ A: { name: orders/a, rotation: { days: 1 } }, B: orders/a }",
      'catalogue/services/orders.yaml:7:58  B and A get the secret "orders/a"; one says "backend, by hand every 90 days", the other "backend, by hand every day" | Say the same at both.',
    ],
    [
      "a name without a service",
      "{ A: database-url }",
      'catalogue/services/orders.yaml:7:15  secrets.A is "database-url" | Use <service>/<name>, in lower-case letters, digits and hyphens.',
    ],
    [
      "a name that is too long",
      `{ A: orders/${"x".repeat(194)} }`,
      `catalogue/services/orders.yaml:7:15  secrets.A is "orders/${"x".repeat(49)}… | Use at most 200 characters.`,
    ],
  ])("is refused: %s", (_, secrets, problem) => {
    expect(problemsWith(withSecrets(secrets))).toEqual([problem]);
  });

  it("blames a team that does not exist on the service, once, when the secret names none", () => {
    expect(problemsWith({ [ORDERS]: SOUND[ORDERS]?.replace("team: backend", "team: backnd") })).toEqual([
      'catalogue/services/orders.yaml:2:7  team names "backnd", which is no team | Did you mean "backend"?',
    ]);
  });
});

describe("in words", () => {
  it("a rotation says who and how often", () => {
    expect([{ days: 90 }, { days: 1 }, { days: 365, by: "apple" }].map(rotationText)).toEqual([
      "by hand every 90 days",
      "by hand every day",
      "by apple every 365 days",
    ]);
  });

  it("an owner belongs to a team", () => {
    expect(["backend", "backend/lead"].map(teamOf)).toEqual(["backend", "backend"]);
  });

  it("a service without secrets has none", () => {
    const { organisation } = checkedWith({});
    const users = organisation?.networks.flatMap(({ services }) => services).find(({ name }) => name === "users");
    expect(users?.secrets).toEqual({});
  });
});
