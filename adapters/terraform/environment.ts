import type { PlanMode } from "../../operations/plan/mode";
import type { Machine } from "./machine";

/** A whole environment of a program. */
export type Environment = Readonly<Record<string, string>>;

/** What any program needs from its surroundings, and what Terraform's installer needs to reach a registry. */
const ALWAYS = [
  /^(PATH|HOME|USER|LOGNAME|TMPDIR|TEMP|TMP|LANG|LC_ALL|SYSTEMROOT|USERPROFILE|APPDATA|LOCALAPPDATA)$/i,
  /^XDG_(DATA_HOME|DATA_DIRS|CONFIG_HOME|CACHE_HOME)$/,
  /^(HTTP|HTTPS|NO|ALL)_PROXY$/i,
  /^SSL_CERT_(FILE|DIR)$/,
  /^TF_(TOKEN_.*|PLUGIN_CACHE_DIR|REGISTRY_.*)$/,
  /^TF_LOG(_CORE|_PROVIDER|_PATH)?$/,
  /^(SSH_AUTH_SOCK|GIT_SSH|GIT_SSH_COMMAND)$/,
];

/** Credentials and settings of the real accounts, and inputs of stacks. Nothing of these reaches an emulated plan. */
const REAL = [/^AWS_/, /^GITHUB_/, /^TF_VAR_/];

/** A port that nothing listens on (RFC 863 reserves it for discarding), so that a request fails at once. */
const NOWHERE = "http://127.0.0.1:9";

/**
 * The environment of Terraform and of its providers: what is named here, and nothing else of the caller's. So no
 * `AWS_PROFILE` and no `TF_CLI_ARGS` changes what a plan says.
 */
export function terraformEnvironment({ environment }: Machine, mode: PlanMode): Environment {
  const allowed = mode.kind === "real" ? [...ALWAYS, ...REAL] : ALWAYS;
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !TOKENS.has(entry[0]) && allowed.some((name) => name.test(entry[0])),
  );
  return {
    ...Object.fromEntries(kept),
    ...(mode.kind === "real" && gitHubToken(environment)),
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    CHECKPOINT_DISABLE: "1",
    // Reading the provider's schema makes much garbage: collecting it half as often saves a quarter of the processor time.
    GOGC: "200",
    ...awsSettings(mode),
  };
}

/** Of these, the GitHub provider gets one, under the second name. */
const TOKENS = new Set(["GITHUB_PROVIDER_TOKEN", "GITHUB_TOKEN"]);

/** A job's own token writes pull requests and checks, which no provider has to; of a person, there is one alone. */
function gitHubToken({
  GITHUB_PROVIDER_TOKEN: provider,
  GITHUB_TOKEN: own,
  GITHUB_ACTIONS: isJob,
}: Machine["environment"]): Environment {
  const token = provider || (isJob === "true" ? undefined : own);
  return token ? { GITHUB_TOKEN: token } : {};
}

function awsSettings(mode: PlanMode): Environment {
  if (mode.kind === "real") return {};
  return { AWS_EC2_METADATA_DISABLED: "true", AWS_ENDPOINT_URL: mode.kind === "endpoint" ? mode.url : NOWHERE };
}
