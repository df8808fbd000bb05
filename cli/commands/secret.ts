import { cloud } from "../../adapters/aws/cloud";
import { readSecretValue } from "../../adapters/secret-input";
import { readCatalogue } from "../../model/catalogue";
import { demandAccountOf } from "../../operations/secrets/account-in-use";
import { unfilledSecrets } from "../../operations/secrets/filling";
import { overviewOf, readStored } from "../../operations/secrets/overview";
import { placedSecret, placedSecrets } from "../../operations/secrets/placed-secrets";
import { cellsOf, doneText, HEADINGS, unfilledText, whereText } from "../../operations/secrets/wording";
import { type WriteKind, writeSecret } from "../../operations/secrets/write-secret";
import { ExitCode } from "../failures";
import { print, printJson, table, tell } from "../output";

/** What all commands about secrets take. */
export interface SecretOptions {
  readonly catalogue: string;
  readonly endpoint?: string;
}

export interface SecretListOptions extends SecretOptions {
  readonly environment?: string;
  readonly service?: string;
  readonly json: boolean;
}

export interface SecretCheckOptions extends SecretOptions {
  readonly environment: string;
  readonly json: boolean;
}

/** Lists the secrets that the catalogue declares, and what there is of them. No value is read. */
export async function list({ catalogue, endpoint, json, ...filter }: SecretListOptions): Promise<ExitCode> {
  const secrets = placedSecrets(readCatalogue(catalogue), filter);
  const lines = await overviewOf(secrets, cloud({ endpoint }), new Date());
  if (json) printJson({ secrets: lines });
  else print(lines.length === 0 ? "No secret is declared." : table([HEADINGS, ...lines.map(cellsOf)]));
  return ExitCode.done;
}

/** Names every service of an environment that cannot start, because a secret of it was never filled. */
export async function check({ catalogue, endpoint, environment, json }: SecretCheckOptions): Promise<ExitCode> {
  const secrets = placedSecrets(readCatalogue(catalogue), { environment });
  const [first] = secrets;
  const aws = cloud({ endpoint });
  if (first) await demandAccountOf(first, aws);
  const unfilled = unfilledSecrets(secrets, await readStored(secrets, aws));
  if (json) {
    const lines = unfilled.map(({ secret: { service, stackId, name, variables, owner }, because }) => ({
      service,
      stack: stackId,
      name,
      variables,
      owner,
      because,
    }));
    printJson({ environment, unfilled: lines });
  } else if (unfilled.length > 0) print(unfilled.map(unfilledText).join("\n"));
  else print(`All secrets of ${environment} are filled.`);
  return unfilled.length > 0 ? ExitCode.failed : ExitCode.done;
}

/** Gives a secret its first value, or another one. The value comes from standard input alone. */
export async function write(
  kind: WriteKind,
  [service, environment, variable]: readonly [string, string, string],
  { catalogue, endpoint }: SecretOptions,
): Promise<ExitCode> {
  const secret = placedSecret(readCatalogue(catalogue), service, environment, variable);
  await writeSecret(kind, secret, cloud({ endpoint }), {
    announce: () => tell(whereText(kind, secret, endpoint)),
    value: () => readSecretValue(process.stdin, (text) => process.stderr.write(text)),
  });
  print(doneText(kind, secret));
  return ExitCode.done;
}
