import { IMMUTABLE, isPage } from "./headers";
import { ENTRY_PAGE, type Manifest, type ReleasedFile } from "./release";

/**
 * In which order the files of a release are uploaded, a group after the other: nothing is there before what it asks for.
 * Files named by their hashes, which others ask for; other files; pages; and last the page that every visit begins with.
 */
export function uploadGroups({ files }: Manifest): readonly (readonly ReleasedFile[])[] {
  const groupOf = ({ path, cache }: ReleasedFile): number =>
    path === ENTRY_PAGE ? 3 : isPage(path) ? 2 : cache === IMMUTABLE ? 0 : 1;
  return [0, 1, 2, 3].map((group) => files.filter((file) => groupOf(file) === group));
}
