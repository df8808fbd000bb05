/** An image of somebody else that ours is built from. */
export interface ImagePin {
  /** With the registry: `docker.io/library/node`. */
  readonly image: string;
  /** The exact version: `22.20.0-bookworm-slim`. */
  readonly tag: string;
  /** `sha256:…` of the index of all platforms; null as long as nobody with a network looked it up. */
  readonly digest: string | null;
}

/** Answers the digest that a registry has for a tag; undefined when it has no such tag. */
export type AskRegistry = (pin: ImagePin) => Promise<string | undefined>;

/**
 * Looks up the digests that are not known, and looks again at those that are.
 *
 * @throws Error when a registry has no such tag, or when the tag is no longer what is pinned. A tag may move for a good
 * reason, as its base was patched; somebody has to look before that is taken.
 */
export async function completedImages(pins: readonly ImagePin[], ask: AskRegistry): Promise<readonly ImagePin[]> {
  return Promise.all(
    pins.map(async (pin) => {
      const { image, tag, digest } = pin;
      const found = await ask(pin);
      if (found === undefined || !/^sha256:[0-9a-f]{64}$/.test(found))
        throw new Error(`${image} has no tag ${tag}. Correct it in scripts/pins/images.json.`);
      if (digest !== null && digest !== found)
        throw new Error(
          `the tag ${tag} of ${image} is ${found} now, not ${digest}. See what changed, and pin it by setting the digest to null.`,
        );
      return { ...pin, digest: found };
    }),
  );
}

/** How a Dockerfile names an image: by tag, and by digest once that is known. */
export const imageReference = ({ image, tag, digest }: ImagePin): string =>
  `${image}:${tag}${digest === null ? "" : `@${digest}`}`;

/** A Dockerfile whose bases are named as they are pinned. */
export const withBases = (dockerfile: string, pins: readonly ImagePin[]): string =>
  dockerfile.replace(/^FROM (\S+)/gm, (line, reference: string) => {
    const pin = pins.find(({ image, tag }) => reference.replace(/@.*/, "") === `${image}:${tag}`);
    return pin ? `FROM ${imageReference(pin)}` : line;
  });

/** The table as its file holds it: by image and tag. */
export function imagesText(pins: readonly ImagePin[]): string {
  const sorted = [...pins].sort((a, b) => (`${a.image}:${a.tag}` < `${b.image}:${b.tag}` ? -1 : 1));
  return `${JSON.stringify(sorted, null, 2)}\n`;
}

/** What is asked for: the index of all platforms, not the image of one. */
const INDEX = "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json";

/** Milliseconds until an answer is there. */
const PATIENCE = 30_000;

/** Asks Docker Hub, as anybody may. */
export async function askDockerHub({ image, tag }: ImagePin): Promise<string | undefined> {
  const name = image.replace(/^docker\.io\//, "");
  if (name === image) throw new Error(`${image} is not on Docker Hub. Pin an image of docker.io.`);
  try {
    const scope = `https://auth.docker.io/token?service=registry.docker.io&scope=repository:${name}:pull`;
    const { token } = (await (await fetch(scope, { signal: AbortSignal.timeout(PATIENCE) })).json()) as {
      readonly token?: string;
    };
    const answer = await fetch(`https://registry-1.docker.io/v2/${name}/manifests/${tag}`, {
      method: "HEAD",
      headers: { accept: INDEX, authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`Docker Hub answered ${answer.status}`);
    return answer.headers.get("docker-content-digest") ?? undefined;
  } catch (error) {
    throw new Error(`the digest of ${image}:${tag} could not be looked up: ${(error as Error).message}`);
  }
}
