import { demand } from "../../demand";
import { one } from "../../examples";
import { REPOSITORY, takesSnapshots } from "../../parse/image-repositories";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

export const releaseTagsNeverChange: Rule = {
  id: "release-tags-never-change",
  what: "A tag of an image is never pushed again, except in a repository that is called one of snapshots.",
  why: "What was tested under a tag need not be what runs under it; who may push could replace what production runs.",
  fix: "Set `image_tag_mutability` to IMMUTABLE, and give snapshots a repository with `snapshot` in its name.",
  severity: "high",
  checks: [25],
  controls: ["FSBP ECR.2"],
  types: [REPOSITORY],
  judge: function* (view) {
    for (const resource of ofType(view, REPOSITORY)) {
      if (takesSnapshots(resource)) continue;
      const message = "its tags can be pushed again";
      yield* demand({ resource }, "image_tag_mutability", (value) => value === "IMMUTABLE", message);
    }
  },
  passes: [
    { shows: "releases", configuration: one(REPOSITORY, { name: "orders", image_tag_mutability: "IMMUTABLE" }) },
    {
      shows: "snapshots",
      configuration: one(REPOSITORY, { name: "orders-snapshot", image_tag_mutability: "MUTABLE" }),
    },
  ],
  fails: [
    { shows: "nothing said", configuration: one(REPOSITORY, { name: "orders" }) },
    {
      shows: "releases that can be pushed again",
      configuration: one(REPOSITORY, { name: "orders", image_tag_mutability: "MUTABLE" }),
    },
  ],
};
