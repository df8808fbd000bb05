import { unknownAt, violationAt } from "../../demand";
import { task } from "../../example-task";
import { inProduction, outsideProduction } from "../../examples";
import { ofEachContainer, TASK_DEFINITION, type TaskContainer } from "../../parse/task-containers";
import type { Judgement, Rule } from "../../rule";
import { isUnknown, itemsIn, referencesIn, textIn } from "../../value";
import { ofType, type Resource, resourceAt, type StackView } from "../../view/stack-view";

const DIGEST = /@sha256:[0-9a-f]{64}$/;
/** Tags and repositories that are pushed again and again. */
const MOVING = /\bsnapshots?\b|[:/](?:latest|nightly|edge|develop|dev|main|master|trunk|head)$/i;

export const productionImageDoesNotMove: Rule = {
  id: "production-image-does-not-move",
  what: "Production runs images by digest, or by a tag of a repository whose tags never change.",
  why: "With a tag that moves, a task that starts again may run what nobody tested, and a rollback rolls nothing back.",
  fix: "Name the image by its digest, or keep it in a repository with `image_tag_mutability` IMMUTABLE.",
  severity: "high",
  checks: [17],
  controls: [],
  types: [TASK_DEFINITION],
  judge: function* (view) {
    if (view.facts.production !== true) return;
    const placeholders = promotedTasks(view);
    yield* ofEachContainer(view, (container) => judgeImage(view, container, placeholders));
  },
  passes: [
    { shows: "a digest", configuration: inProduction(task({ image: `r/app@sha256:${"0".repeat(64)}` })) },
    {
      shows: "a tag of a repository whose tags never change",
      configuration: inProduction(
        task(
          { image: "${aws_ecr_repository.app.repository_url}:1.2.3" },
          {},
          {
            aws_ecr_repository: { app: { image_tag_mutability: "IMMUTABLE" } },
          },
        ),
      ),
    },
    {
      shows: "a name that only stands there until the first promotion",
      configuration: inProduction(
        task(
          { image: "r/app:bootstrap" },
          {},
          {
            aws_ecs_service: {
              a: {
                task_definition: "${aws_ecs_task_definition.a.arn}",
                lifecycle: { ignore_changes: ["task_definition"] },
              },
            },
          },
        ),
      ),
    },
    {
      shows: "a snapshot outside of production",
      configuration: outsideProduction(task({ image: "r/app:1.0-SNAPSHOT" })),
    },
  ],
  fails: [
    { shows: "latest", configuration: inProduction(task({ image: "r/app:latest" })) },
    { shows: "no tag, which is latest", configuration: inProduction(task({ image: "r:5000/app" })) },
    { shows: "a snapshot", configuration: inProduction(task({ image: "r/app:1.0-SNAPSHOT" })) },
    { shows: "a repository of snapshots", configuration: inProduction(task({ image: "r/app-snapshot:1.0" })) },
    {
      shows: "a tag of a repository whose tags can be pushed again",
      configuration: inProduction(
        task(
          { image: "${aws_ecr_repository.app.repository_url}:1.2.3" },
          {},
          {
            aws_ecr_repository: { app: { image_tag_mutability: "MUTABLE" } },
          },
        ),
      ),
    },
  ],
};

function* judgeImage(
  view: StackView,
  container: TaskContainer,
  placeholders: ReadonlySet<string>,
): Iterable<Judgement> {
  const { image } = container.block;
  const text = isUnknown(image) ? image.template : textIn(image);
  if (text === undefined) {
    if (isUnknown(image)) yield unknownAt(container, "image");
    else yield violationAt(container, "image", "it names no image");
    return;
  }
  if (DIGEST.test(text)) return;
  // What an expression says is not the name of the image.
  const written = text.replace(/\$\{[^}]*\}/g, "…");
  if (MOVING.test(written)) yield violationAt(container, "image", `the image ${written} is pushed again and again`);
  else if (/^(?:[^/]*\/)*[^/:@…]+$/.test(written)) {
    yield violationAt(container, "image", `the image ${written} has no tag, which means latest`);
  } else if (!placeholders.has(container.resource.address)) yield* judgeRepository(view, container, text, written);
}

/** A tag that does not move by its name may still move in fact: its repository says so, if it stands here. */
function* judgeRepository(
  view: StackView,
  container: TaskContainer,
  text: string,
  written: string,
): Iterable<Judgement> {
  const named = referencesIn(container.block.image).map((address) => resourceAt(view, address));
  const repositories = ofType(view, "aws_ecr_repository").filter(
    ({ values }) => typeof values.name === "string" && text.includes(`/${values.name}:`),
  );
  const [repository] = [...named, ...repositories].filter(
    (each): each is Resource => each?.type === "aws_ecr_repository",
  );
  if (repository === undefined) {
    yield unknownAt(
      container,
      "image",
      `whether the tag of ${written} can be pushed again stands in no part of this stack`,
    );
  } else if (repository.values.image_tag_mutability !== "IMMUTABLE") {
    yield violationAt(container, "image", `tags of ${repository.address} can be pushed again`);
  }
}

/** Task definitions whose image Terraform writes down once: promotions own the revision that their services run. */
function promotedTasks(view: StackView): ReadonlySet<string> {
  const services = ofType(view, "aws_ecs_service");
  const owned = services.filter(({ lifecycle }) => itemsIn(lifecycle?.ignore_changes).includes("task_definition"));
  return new Set(owned.flatMap(({ values }) => referencesIn(values.task_definition)));
}
