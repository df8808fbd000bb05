/**
 * Prints how long it takes to look for something in many states that were read before, beside parsing all of them, and the
 * largest resident size. Arguments: how many states, how many rounds, a folder.
 */
import { mkdirSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { stateCache } from "../../adapters/state-cache";
import { type Hit, hitsIn, ranked } from "../../operations/inspect/find";
import type { StateBucket } from "../../operations/inspect/ports";
import { mayHold, queryOf } from "../../operations/inspect/query";
import { readStates } from "../../operations/inspect/read-states";
import { readState } from "../../operations/inspect/state-document";

const [states = 1000, rounds = 5] = process.argv.slice(2, 4).map(Number);
const folder = process.argv[4] ?? "";
const RESOURCES = 30;

/** About what a state of a service holds, in size and in kinds of values. */
function stateText(index: number): string {
  const instance = (number: number) => ({
    schema_version: 1,
    attributes: {
      id: `sg-${index}-${number}`,
      arn: `arn:aws:ec2:eu-west-1:111111111111:security-group/sg-${index}-${number}`,
      name: `dev-service-${index}-${number}`,
      description: `What service ${index} lets in for its part ${number}`,
      vpc_id: "vpc-0a1b2c3d4e5f60718",
      cidr_block: null,
      timeouts: null,
      ingress: Array.from({ length: 3 }, (_, rule) => ({
        from_port: 8000 + rule,
        to_port: 8000 + rule,
        protocol: "tcp",
        cidr_blocks: [`10.${index % 256}.${number}.0/24`],
        description: "",
        self: false,
      })),
      policy: JSON.stringify({
        Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: `arn:aws:s3:::b-${index}/*` }],
      }),
      tags: { Name: `dev-${index}-${number}` },
      tags_all: {
        Name: `dev-${index}-${number}`,
        team: "backend",
        owner: "platform",
        service: `service-${index}`,
        environment: "dev",
      },
    },
    sensitive_attributes: [],
    dependencies: number > 0 ? [`aws_security_group.part-${number - 1}`] : [],
  });
  return JSON.stringify(
    {
      version: 4,
      terraform_version: "1.11.4",
      serial: 7,
      lineage: `lineage-${index}`,
      outputs: {},
      resources: Array.from({ length: RESOURCES }, (_, number) => ({
        mode: "managed",
        type: "aws_security_group",
        name: `part-${number}`,
        provider: 'provider["registry.terraform.io/hashicorp/aws"]',
        instances: [instance(number)],
      })),
    },
    null,
    2,
  );
}

const texts = Array.from({ length: states }, (_, index) => stateText(index));
const modified = new Date(0);
const bucket: StateBucket = {
  name: "states",
  list: async () =>
    texts.map((text, index) => ({ key: `dev-service-${index}`, etag: `e${index}`, bytes: text.length, modified })),
  read: async (key) => {
    const index = Number(key.slice("dev-service-".length));
    return { text: texts[index] ?? "", etag: `e${index}`, versionId: undefined, modified };
  },
  versions: async () => [],
  locks: async () => [],
};

async function search(text: string): Promise<readonly Hit[]> {
  const query = queryOf(text);
  const hits: Hit[] = [];
  const cache = stateCache({ folder, rules: "" });
  const problems = await readStates(
    [{ network: "dev", bucket }],
    { cache, parallel: 24, mayMatter: mayHold(query) },
    (found) => hits.push(...hitsIn(found, query)),
  );
  if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
  return ranked(hits);
}

async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const cold = await seconds(() => search("nothing"));
  const measured = [];
  for (let round = 0; round < rounds; round++) {
    const parsing = await seconds(() => texts.map((text) => readState(text)).length);
    // Something that is in one state, and something that is in every resource of all.
    const one = await seconds(async () => {
      const [hit] = await search(`sg-${states - 1}-17`);
      if (hit?.match !== "is") throw new Error("the search did not find what is there");
    });
    const every = await seconds(() => search("team=backend"));
    measured.push({ parsing, one, every });
  }
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ cold, rounds: measured, megabytes }));
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
