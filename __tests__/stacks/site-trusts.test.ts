import { join } from "node:path";
import { readCatalogue } from "../../model/catalogue";
import { placesOf } from "../../model/sites";
import { trustsOf } from "../../stacks/site-trusts";

const { siteLines } = readCatalogue(join(__dirname, "..", "..", "catalogue"));
const places = siteLines.flatMap(placesOf);
const legacy = (subject: string): string => subject.replace(/@\d+/g, "");

describe("which jobs take the role of sites", () => {
  it.each(places.map((place) => [place.stackId, place] as const))(
    "%s: is one statement, as subjects say the number of their repository",
    (_, place) => {
      expect(trustsOf(place)).toEqual([
        {
          providerArn: `arn:aws:iam::${place.accountId}:oidc-provider/token.actions.githubusercontent.com`,
          repositoryId: [...new Set(place.jobs.map(({ repositoryId }) => repositoryId))].sort((a, b) => a - b),
          subject: [...new Set(place.jobs.map(({ subject }) => subject))].sort(),
          workflow: [...new Set(place.jobs.map(({ workflow }) => workflow))].sort(),
        },
      ]);
    },
  );

  it.each(places.map((place) => [place.stackId, place] as const))(
    "%s: is one a repository where subjects do not, each with the number that its jobs have",
    (_, { accountId, jobs }) => {
      const old = jobs.map((job) => ({ ...job, subject: legacy(job.subject) }));
      const trusts = trustsOf({ accountId, jobs: old });
      expect(trusts).toHaveLength(2);
      for (const { sid, repositoryId, subject } of trusts) {
        const own = old.filter((job) => job.repositoryId === repositoryId);
        expect({ sid, subject }).toEqual({
          sid: `JobsOf${String(repositoryId)}TakeRole`,
          subject: [...new Set(own.map((job) => job.subject))].sort(),
        });
      }
    },
  );
});
