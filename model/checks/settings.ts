import type { Entries, Entry } from "../entries/read";
import { own } from "../own";
import { error, type Problem } from "../problems";
import type { Path } from "../yaml-file";

/** Words that a plain setting's name must not hold: what they name belongs in a secret. */
const SECRET_WORDS = ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "PRIVATE_KEY", "API_KEY", "ACCESS_KEY", "CREDENTIAL"];

/** The word in a setting's name that tells that it is a secret. */
export const secretWordIn = (name: string): string | undefined => SECRET_WORDS.find((word) => name.includes(word));

/** Settings and secrets do not mix, and customers' services run in no environment. */
export function checkSettings({ services }: Entries): readonly Problem[] {
  return services.flatMap((service) => [
    ...variables(service, service.value.variables, ["variables"]),
    ...Object.entries(service.value.environments).flatMap(([name, settings]) =>
      variables(service, settings.variables, ["environments", name, "variables"]),
    ),
    ...customersService(service),
  ]);
}

function variables(
  { value, atKey }: Entry<"service">,
  settings: Readonly<Record<string, string>>,
  path: Path,
): readonly Problem[] {
  return Object.keys(settings).flatMap((name) => {
    const at = atKey(...path, name);
    if (own(value.secrets, name) !== undefined)
      return [error(at, `${name} is both a plain setting and a secret`, "Take one away.")];
    if (secretWordIn(name) === undefined) return [];
    return [
      error(
        at,
        `${name} looks like a secret, and plain settings can be read by many`,
        "Move it to `secrets`, which holds the secret's name.",
      ),
    ];
  });
}

function customersService({ value, atKey }: Entry<"service">): readonly Problem[] {
  if (value.scope !== "customer") return [];
  return Object.keys(value.environments).map((name) =>
    error(
      atKey("environments", name),
      `${value.name} has the scope customer: it runs in customers' workspaces, in no environment of its own`,
      "Take the environment away, or make the scope shared.",
    ),
  );
}
