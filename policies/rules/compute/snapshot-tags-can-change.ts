import { demand, isUnset } from "../../demand";
import { one } from "../../examples";
import { REPOSITORY, takesSnapshots } from "../../parse/image-repositories";
import type { Rule } from "../../rule";
import { ofType } from "../../view/stack-view";

export const snapshotTagsCanChange: Rule = {
  id: "snapshot-tags-can-change",
  what: "A repository that is called one of snapshots takes the same tag again.",
  why: "The second push of a snapshot fails otherwise, and somebody will push it where the releases are.",
  fix: "Set `image_tag_mutability` to MUTABLE, or do not call the repository one of snapshots.",
  severity: "low",
  checks: [25],
  controls: [],
  types: [REPOSITORY],
  judge: function* (view) {
    for (const resource of ofType(view, REPOSITORY)) {
      if (!takesSnapshots(resource)) continue;
      const isMutable = (value: unknown) => value === "MUTABLE" || isUnset(value as string);
      yield* demand({ resource }, "image_tag_mutability", isMutable, "a snapshot can be pushed to it only once");
    }
  },
  passes: [
    {
      shows: "snapshots",
      configuration: one(REPOSITORY, { name: "orders-snapshot", image_tag_mutability: "MUTABLE" }),
    },
  ],
  fails: [
    {
      shows: "snapshots that can be pushed once",
      configuration: one(REPOSITORY, { name: "orders-snapshot", image_tag_mutability: "IMMUTABLE" }),
    },
  ],
};
