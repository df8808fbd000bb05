/** A test that enforces what no rule can see in one configuration. */
export interface EnforcingTest {
  /** From the folder of the tests. */
  readonly file: string;
  /** The test's own name, without those of its groups. */
  readonly name: string;
}

/** Something that a strict reader of the synthesized JSON looks for. */
export interface AcceptanceCheck {
  readonly number: number;
  readonly what: string;
  /**
   * Tests that enforce it, or a part of it.
   * @default - rules decide all of it
   */
  readonly tests?: readonly EnforcingTest[];
  /**
   * What of it nobody can decide here, and why.
   * @default - nothing
   */
  readonly open?: string;
}

/** The checks; docs/security.md says by what each is enforced. */
export const ACCEPTANCE_CHECKS: readonly AcceptanceCheck[] = [
  check(1, "Each stack has a state of its own in S3: locked, encrypted with a key of ours, in the right account."),
  check(2, "Providers and Terraform are pinned; the provider knows its account; everything carries the tags, once."),
  check(3, "Terraform validates each stack with the pinned provider, without a network and without a warning.", {
    tests: [{ file: "terraform/stacks.test.ts", name: "passes terraform validate without an error or a warning" }],
  }),
  check(4, "No secret stands in a configuration, in code, or in a state."),
  check(5, "IAM policies name actions and resources, and fit into AWS's limits."),
  check(6, "A role is passed by name, and to a named service."),
  check(7, "Roles have a boundary and a path, and are taken only for this account."),
  check(8, "Trust in GitHub names audience, full subject and repository id, without a wildcard."),
  check(9, "Only environments deploy; what a pull request may take reads no content."),
  check(10, "An account has one provider of OpenID Connect for GitHub."),
  check(
    11,
    "A VPC has a flow log, an empty default group, gateway endpoints, and public addresses in public subnets alone.",
  ),
  check(12, "Isolated subnets have no way out; NAT gateways suit the zones.", {
    open: "Isolated subnets are known by their names, tags or a database subnet group: nothing else in a configuration says it.",
  }),
  check(13, "Nothing but web ports on load balancers is open to the world; rules are described, few, and stand alone."),
  check(14, "Address ranges of networks do not overlap."),
  check(15, "A workspace cannot reach another workspace.", {
    open: "What a shared stack hands on from one to the other, and ids that only AWS knows, are not seen.",
  }),
  check(
    16,
    "Services stand in private subnets, take back failed deployments, keep their tasks meanwhile, and pass tags on.",
  ),
  check(
    17,
    "Containers run without root, without a writable root, with logs and a health check, from images that do not move.",
  ),
  check(18, "Nobody opens a shell in production; elsewhere shells are recorded."),
  check(19, "Production services scale, keep two tasks, and stand in two zones.", {
    open: "Zones of subnets that another stack hands on are known to no plan.",
  }),
  check(20, "Log groups forget, and have a key."),
  check(21, "Load balancers speak modern TLS, redirect, answer strangers themselves, and keep access logs."),
  check(22, "Buckets are private, owned, encrypted, versioned, TLS only, logged, and never emptied in production."),
  check(23, "CloudFront reaches buckets by signed requests alone, speaks modern TLS, and adds security headers."),
  check(24, "Edge functions fit, parse, and are published.", {
    open: "What a function answers is tested beside the function.",
  }),
  check(
    25,
    "Release images never change and are kept; production pulls no snapshots; images are scanned and encrypted.",
  ),
  check(26, "Only production's pipeline asks, once, before it deploys; builds hold no secret and no privilege."),
  check(27, "Databases are encrypted, private, backed up, and hold no password of ours.", {
    open: "Snapshots that are stripped and shared are no resources of a stack yet.",
  }),
  check(28, "What holds data in production cannot be destroyed, and is encrypted at rest and on its way.", {
    tests: [
      {
        file: "operations/plan/leaving-data.test.ts",
        name: "is refused where nothing brings it back and its declaration, with its guard, is gone",
      },
    ],
    open: "A plan does not tell `prevent_destroy`; the synthesized stack does.",
  }),
  check(29, "Stacks stay small, and accounts below 80 % of their quotas."),
  check(30, "The same catalogue gives the same bytes; alarms and budgets tell somebody.", {
    tests: [
      { file: "stacks/organisation.test.ts", name: "come out the same twice" },
      { file: "stacks/organisation.test.ts", name: "do not depend on the order of files" },
      { file: "stacks/organisation.test.ts", name: "of one service's number touches that service's stack alone" },
      {
        file: "stacks/organisation.test.ts",
        name: "that adds a service adds its stacks and its repositories, and touches nothing else",
      },
    ],
  }),
];

function check(number: number, what: string, rest: Omit<AcceptanceCheck, "number" | "what"> = {}): AcceptanceCheck {
  return { number, what, ...rest };
}
