/** Seconds to list so many client sites of an emulator, and to give all of them a release; prints JSON. */
import { performance } from "node:perf_hooks";
import { siteStages } from "../../__tests__/support/site-stages";
import { seedClients } from "../../__tests__/support/thousand-clients";

async function main(): Promise<void> {
  const stages = await siteStages();
  try {
    await seedClients(stages, Number(process.argv[2]));
    const timed = async (words: readonly string[]): Promise<number> => {
      const start = performance.now();
      const { code, stderr } = await stages.infra(words);
      if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}:\n${stderr}`);
      return (performance.now() - start) / 1000;
    };
    const listing = await timed(["sites", "qro", "--json"]);
    const promoting = await timed(["promote", "qro", "client", "--all", "--approved-by", "quinn"]);
    process.stdout.write(JSON.stringify({ listing, promoting }));
  } finally {
    await stages.stop();
  }
}

void main();
