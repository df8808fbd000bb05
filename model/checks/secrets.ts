import type { Entries, Entry } from "../entries/read";
import { error, type Problem } from "../problems";
import { type DeclaredSecret, rotationText, secretsOf, teamOf } from "../secrets";
import { known } from "./references";

/** A service reads its own secrets only; each has an owner that exists, and one owner and one rotation. */
export function checkSecrets({ organisation, services }: Entries): readonly Problem[] {
  const teams = organisation?.value.teams;
  return services.flatMap((service) =>
    Object.entries(secretsOf(service.value)).flatMap(([variable, secret]) => [
      ...foreign(service, variable, secret),
      ...(teams ? owners(service, variable, secret, teams) : []),
      ...contradiction(service, variable, secret),
    ]),
  );
}

function foreign({ value, at }: Entry<"service">, variable: string, { name }: DeclaredSecret): readonly Problem[] {
  if (name.startsWith(`${value.name}/`)) return [];
  const message = `secrets.${variable} is "${name}", which belongs to another service`;
  return [error(at("secrets", variable, "name"), message, `Use a name that begins with ${value.name}/.`)];
}

/** The owner of a secret that says none is the service's team, of which another check says whether it exists. */
function owners(
  { value, at }: Entry<"service">,
  variable: string,
  { owner }: DeclaredSecret,
  teams: readonly string[],
): readonly Problem[] {
  const entry = value.secrets[variable];
  if (typeof entry === "string" || entry?.owner === undefined) return [];
  return known("team", teamOf(owner), teams, at("secrets", variable, "owner"), `secrets.${variable}.owner`);
}

/** Two variables may get one secret; then both say the same of it. */
function contradiction(
  { value, atKey }: Entry<"service">,
  variable: string,
  secret: DeclaredSecret,
): readonly Problem[] {
  const all = Object.entries(secretsOf(value));
  const [first] = all.filter(([, { name }]) => name === secret.name);
  if (!first || first[0] === variable || termsOf(first[1]) === termsOf(secret)) return [];
  return [
    error(
      atKey("secrets", variable),
      `${variable} and ${first[0]} get the secret "${secret.name}"; one says ${termsOf(secret)}, the other ${termsOf(first[1])}`,
      "Say the same at both.",
    ),
  ];
}

const termsOf = ({ owner, rotation }: DeclaredSecret): string => `"${owner}, ${rotationText(rotation)}"`;
