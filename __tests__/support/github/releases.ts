import { createHash } from "node:crypto";
import { account } from "./answers";
import { example } from "./contract";
import type { Answer, Call } from "./routes";
import type { AssetState, DeploymentState, ReleaseState } from "./state";

/** What the routes of releases share with the others. */
interface Shared {
  readonly paged: (call: Call, items: readonly unknown[]) => Answer;
  readonly notFound: Answer;
  readonly failure: (status: number, message: string, errors?: readonly object[]) => Answer;
}

const SITE = "https://github.com/equipweb/infra";

/** Longest notes, in characters. Source: GitHub, "body is too long (maximum is 125000 characters)". */
const LONGEST_NOTES = 125_000;

/** Releases, their files, and the deployments that jobs leave. */
export function releaseRoutes({ paged, notFound, failure }: Shared): Readonly<Record<string, (call: Call) => Answer>> {
  const invalid = (resource: string, field: string, code: string): Answer =>
    failure(422, "Validation Failed", [{ resource, field, code }]);
  const releaseOf = ({ state, params }: Call): ReleaseState | undefined =>
    state.releases.find(({ id }) => String(id) === params.release_id);
  const assetOf = ({ state, params }: Call) =>
    state.releases
      .flatMap((release) => release.assets.map((asset) => ({ release, asset })))
      .find(({ asset }) => String(asset.id) === params.asset_id);
  return {
    "git/get-tag": ({ state, params }) => {
      const [name, found] = [...state.tags].find(([, { object }]) => object === params.tag_sha) ?? [];
      if (!found) return notFound;
      const like = example("git-tag");
      return {
        status: 200,
        value: { ...like, tag: name, sha: found.object, object: { ...(like.object as object), sha: found.commit } },
      };
    },
    "repos/list-releases": (call) =>
      paged(
        call,
        [...call.state.releases].reverse().map((release) => answer(call, release)),
      ),
    "repos/create-release": (call) => {
      const { state, body } = call;
      const tag = String(body.tag_name);
      const notes = String(body.body ?? "");
      if (notes.length > LONGEST_NOTES) return invalid("Release", "body", "custom");
      const isTaken = state.releases.some((release) => release.tag === tag && !release.isDraft);
      if (isTaken && body.draft !== true) return invalid("Release", "tag_name", "already_exists");
      const release: ReleaseState = {
        id: state.nextId(),
        tag,
        name: String(body.name ?? tag),
        body: notes,
        isDraft: body.draft === true,
        assets: [],
      };
      state.releases.push(release);
      return { status: 201, value: answer(call, release) };
    },
    "repos/update-release": (call) => {
      const release = releaseOf(call);
      if (!release) return notFound;
      if (call.body.draft === false) release.isDraft = false;
      return { status: 200, value: answer(call, release) };
    },
    "repos/upload-release-asset": (call) => {
      const release = releaseOf(call);
      if (!release) return notFound;
      const name = call.query.get("name") ?? "";
      if (release.assets.some((asset) => asset.name === name)) return invalid("ReleaseAsset", "name", "already_exists");
      const asset: AssetState = { id: call.state.nextId(), name, bytes: call.bytes, state: "uploaded" };
      release.assets.push(asset);
      return { status: 201, value: assetAnswer(release, asset) };
    },
    "repos/get-release-asset": (call) => {
      const found = assetOf(call);
      if (!found) return notFound;
      if (call.accept === "application/octet-stream") return { status: 200, bytes: found.asset.bytes };
      return { status: 200, value: assetAnswer(found.release, found.asset) };
    },
    "repos/delete-release-asset": (call) => {
      const found = assetOf(call);
      if (!found) return notFound;
      found.release.assets.splice(found.release.assets.indexOf(found.asset), 1);
      return { status: 204 };
    },
    "repos/list-deployments": (call) => {
      const { state, query } = call;
      const found = state.deployments.filter(
        ({ commit, environment }) => commit === query.get("sha") && environment === query.get("environment"),
      );
      return paged(call, [...found].reverse().map(deploymentAnswer));
    },
    "repos/list-deployment-statuses": (call) => {
      const found = call.state.deployments.find(({ id }) => String(id) === call.params.deployment_id);
      if (!found) return notFound;
      const [like] = example("deployment-status-items") as unknown as Record<string, unknown>[];
      return paged(call, [{ ...like, id: found.id, state: found.state, environment: found.environment }]);
    },
  };
}

function answer({ url }: Call, release: ReleaseState): Record<string, unknown> {
  const { id, tag, name, body, isDraft, assets } = release;
  return {
    ...example("release"),
    id,
    url: `https://api.github.com/repos/equipweb/infra/releases/${id}`,
    html_url: `${SITE}/releases/tag/${isDraft ? `untagged-${id}` : tag}`,
    upload_url: `${url}/repos/equipweb/infra/releases/${id}/assets{?name,label}`,
    tag_name: tag,
    name,
    body,
    draft: isDraft,
    published_at: isDraft ? null : "2026-03-02T09:30:00Z",
    author: account("github-actions[bot]"),
    assets: assets.map((asset) => assetAnswer(release, asset)),
  };
}

const assetAnswer = ({ tag }: ReleaseState, { id, name, bytes, state }: AssetState): Record<string, unknown> => ({
  ...example("release-asset"),
  id,
  url: `https://api.github.com/repos/equipweb/infra/releases/assets/${id}`,
  browser_download_url: `${SITE}/releases/download/${tag}/${name}`,
  name,
  label: null,
  state,
  size: bytes.length,
  digest: state === "uploaded" ? `sha256:${createHash("sha256").update(bytes).digest("hex")}` : null,
  uploader: account("github-actions[bot]"),
});

function deploymentAnswer({ id, commit, environment }: DeploymentState): Record<string, unknown> {
  const [like] = example("deployment-items") as unknown as Record<string, unknown>[];
  return { ...like, id, sha: commit, environment };
}
