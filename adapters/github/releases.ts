import { z } from "zod";
import type { ReleaseGitHub, ReleaseReader } from "../../operations/versions/ports";
import { type Client, clientOf } from "./client";
import { GitHubError } from "./errors";
import {
  bytes,
  deploymentStatuses,
  deployments,
  release,
  releaseAsset,
  tagObject,
  tagReference,
} from "./release-answers";
import { type GitHubRepository, type Target, targetOf } from "./settings";
import { uploadAddress } from "./upload-address";

/** Permissions of a workflow's token. Source: GitHub REST API, "Permissions required for GitHub Apps". */
const READ = "contents: read";
const WRITE = "contents: write";

const RELEASES = "/repos/{owner}/{repo}/releases";
const ASSET = `${RELEASES}/assets/{asset_id}`;
const DEPLOYMENTS = "/repos/{owner}/{repo}/deployments";

/** A package of several MiB takes longer than an answer in words. */
const PACKAGE_SECONDS = 300;

/**
 * The releases of a repository through GitHub's REST API. The first request loads the client.
 *
 * @throws RangeError when the repository, the token or the address will not do; nothing was asked then.
 */
export function gitHubReleases(settings: GitHubRepository): ReleaseGitHub {
  const target = targetOf(settings);
  const client = clientOf(target);
  const slow = clientOf({ ...target, timeoutSeconds: Math.max(target.timeoutSeconds, PACKAGE_SECONDS) });
  return { ...readerOf(client, slow), ...writerOf(client, slow, target) };
}

function readerOf(client: Client, slow: Client): ReleaseReader {
  return {
    tagCommit: (tag) => tagCommit(client, tag),
    async releasesOf(tag) {
      const asked = { what: `read the releases of ${JSON.stringify(tag)}`, permission: READ, route: `GET ${RELEASES}` };
      const all = await client.list(asked, z.array(release));
      return all.filter((each) => each.tag === tag).sort((a, b) => a.id - b.id);
    },
    download: ({ id, name }) =>
      slow.ask(
        {
          what: `download the file ${JSON.stringify(name)} of a release`,
          permission: READ,
          route: `GET ${ASSET}`,
          parameters: { asset_id: id, headers: { accept: "application/octet-stream" } },
        },
        bytes,
      ),
    wasDeployed: (commit, environment) => wasDeployed(client, commit, environment),
  };
}

async function tagCommit(client: Client, tag: string): Promise<string | undefined> {
  const what = `read the tag ${JSON.stringify(tag)}`;
  try {
    const { object } = await client.ask(
      {
        what,
        permission: READ,
        route: "GET /repos/{owner}/{repo}/git/ref/{ref}",
        parameters: { ref: `tags/${tag}` },
      },
      tagReference(tag),
    );
    if (object.type === "commit") return object.sha;
    const route = "GET /repos/{owner}/{repo}/git/tags/{tag_sha}";
    const annotated = await client.ask(
      { what, permission: READ, route, parameters: { tag_sha: object.sha } },
      tagObject,
    );
    return annotated.object.sha;
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return undefined;
    throw error;
  }
}

/** Every job in an environment is a deployment to GitHub, of the commit that its run is of. */
async function wasDeployed(client: Client, commit: string, environment: string): Promise<boolean> {
  const asked = { what: `read what was deployed to ${environment}`, permission: "deployments: read" };
  const made = await client.list(
    { ...asked, route: `GET ${DEPLOYMENTS}`, parameters: { sha: commit, environment } },
    deployments,
  );
  for (const { id } of made) {
    const [last] = await client.ask(
      {
        ...asked,
        route: `GET ${DEPLOYMENTS}/{deployment_id}/statuses`,
        parameters: { deployment_id: id, per_page: 1 },
      },
      deploymentStatuses,
    );
    if (last?.state === "success") return true;
  }
  return false;
}

type Writer = Omit<ReleaseGitHub, keyof ReleaseReader>;

function writerOf(client: Client, slow: Client, target: Target): Writer {
  return {
    createTag: (tag, commit) =>
      client.tell(
        {
          what: `make the tag ${JSON.stringify(tag)}`,
          permission: WRITE,
          route: "POST /repos/{owner}/{repo}/git/refs",
          parameters: { ref: `refs/tags/${tag}`, sha: commit },
        },
        [422],
      ),
    createDraft: ({ tag, notes }) =>
      client.attempt(
        {
          what: `make the draft of ${JSON.stringify(tag)}`,
          permission: WRITE,
          route: `POST ${RELEASES}`,
          parameters: { tag_name: tag, name: tag, body: notes, draft: true },
        },
        release,
      ),
    deleteAsset: ({ id, name }) =>
      client.tell(
        {
          what: `remove the file ${JSON.stringify(name)} of a draft`,
          permission: WRITE,
          route: `DELETE ${ASSET}`,
          parameters: { asset_id: id },
        },
        [404],
      ),
    uploadAsset: ({ id, uploadUrl }, name, content) =>
      slow.attempt(
        {
          what: `upload ${JSON.stringify(name)}`,
          permission: WRITE,
          route: `POST ${RELEASES}/{release_id}/assets{?name}`,
          parameters: {
            baseUrl: uploadAddress(uploadUrl, target),
            release_id: id,
            name,
            data: content,
            headers: { "content-type": "application/octet-stream", "content-length": content.length },
          },
        },
        releaseAsset,
      ),
    async publish({ id, tag }) {
      return client.ask(
        {
          what: `publish the release ${JSON.stringify(tag)}`,
          permission: WRITE,
          route: `PATCH ${RELEASES}/{release_id}`,
          parameters: { release_id: id, draft: false },
        },
        release.refine((made) => made.id === id && !made.isDraft),
      );
    },
  };
}
