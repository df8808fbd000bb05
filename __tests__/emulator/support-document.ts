import { SUPPORT, type Support } from "./support";

const LEVELS = {
  full: "It is applied, a second plan of it is empty, it is changed in place where the provider can, and destroyed.",
  "apply-only": "The same, but for what is named.",
  "plan-only": "It cannot be applied: it is left out of what is applied here.",
} as const;

/** docs/emulator-support.md: what the emulator can do, as the tests found it. */
export const supportDocument = (): string => `# What the emulator can do

The tier \`npm run test:emulator\` applies the stacks of the example organisation to [moto](https://github.com/getmoto/moto) 5.2.5 and takes them through their life: apply, a second plan, a change behind Terraform's back, a change in place, destroy. This table says how far each type of resource comes. It is data (\`__tests__/emulator/support.ts\`), and the tests fail when a type does less than it says, or more; when the organisation has a type that it lacks; and when it has one that nothing uses. This page is written by \`npm run docs:emulator\`.

| level | what it means | types |
|---|---|--:|
${Object.entries(LEVELS).map(levelRow).join("\n")}

What moto lacks and the stacks cannot do without is done by stand-ins of ours (\`__tests__/support/emulator.py\`). Each refuses to start once moto has what it stands in for.

| type | level | changed in place by | what differs, or is ours |
|---|---|---|---|
${Object.entries(SUPPORT).map(typeRow).join("\n")}
`;

const levelRow = ([level, meaning]: readonly [string, string]): string =>
  `| ${level} | ${meaning} | ${Object.values(SUPPORT).filter((row) => row.level === level).length} |`;

const typeRow = ([type, { level, update = "tag", differs = [], stays = false, because, standIn }]: readonly [
  string,
  Support,
]): string => {
  const notes = [
    ...(because === undefined ? [] : [because]),
    ...(differs.length === 0 ? [] : [`a second plan differs in ${differs.map((path) => `\`${path}\``).join(", ")}`]),
    ...(stays ? ["a destroy leaves it"] : []),
    ...(standIn === undefined ? [] : [`ours: ${standIn}`]),
  ];
  return `| ${type} | ${level} | ${inWords(update)} | ${notes.join("; ")} |`;
};

const inWords = (update: NonNullable<Support["update"]>): string => {
  if (update === "tag") return "a tag";
  return update === "none" ? "nothing: the provider replaces it" : `\`${update.attribute}\``;
};
