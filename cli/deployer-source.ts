import { sourceDigest } from "../adapters/source-digest";
import { DEPLOYER_SOURCES } from "../operations/versions/components";
import { inRepository } from "./paths";

/** What the Deployer image is made of, as one digest, which is the tag of the image. */
export const deployerSource = (): string => sourceDigest(DEPLOYER_SOURCES.map((path) => inRepository(path)));
