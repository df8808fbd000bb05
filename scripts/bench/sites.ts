/** What a person waits for a thousand client sites, the emulator and the local CloudFront on the same machine. */
import { type Measured, rounded, typescript } from "./measure";

const CLIENTS = 1_000;

export function clientSites(): readonly Measured[] {
  const { listing, promoting }: { readonly listing: number; readonly promoting: number } = JSON.parse(
    typescript("client-sites.ts", String(CLIENTS)),
  );
  return [
    { what: "seconds of infra sites with 1,000 clients", value: rounded(listing), bound: 2 },
    { what: "seconds of infra promote qro client --all with 1,000 clients", value: rounded(promoting), bound: 60 },
  ];
}
