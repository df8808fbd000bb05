/** Where AWS is: the accounts of the credentials in use, or an emulator at a URL. */
export interface Connection {
  readonly endpoint: string | undefined;
  /**
   * A user of an emulator that tells users apart. AWS itself is only asked with the credentials of whoever runs a command.
   * @default - credentials that mean nothing, which most emulators take
   */
  readonly emulated?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Milliseconds until a connection stands, and until an answer is there. */
const PATIENCE = { connectionTimeout: 5_000, requestTimeout: 15_000, throwOnRequestTimeout: true };

/** Requests that AWS throttles or does not answer are repeated, ever later, for some seconds. */
const MOST_ATTEMPTS = 4;

/** An emulator asks for credentials and takes any; those of a real account never reach it. */
const DUMMY = { accessKeyId: "dummy", secretAccessKey: "dummy" };

/**
 * The settings of a client. Endpoints that the environment or a profile names do not count: a value goes to AWS, or to the
 * emulator that somebody named at the command line.
 */
export function settingsFor({ endpoint, emulated = DUMMY }: Connection, region: string) {
  // The SDK would print which versions of Node it will support some day.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  return {
    region,
    maxAttempts: MOST_ATTEMPTS,
    retryMode: "standard",
    requestHandler: PATIENCE,
    ignoreConfiguredEndpointUrls: true,
    ...(endpoint !== undefined && { endpoint, credentials: emulated }),
  };
}
