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

What moto lacks and the stacks cannot do without is done by stand-ins of ours (\`__tests__/support/emulator.py\`, and beside it \`cloudfront_parts.py\` for CloudFront, \`api_parts.py\` for API Gateway, Lambda and SQS, \`delivery_parts.py\` for CodeBuild, CodeDeploy, CodePipeline and what buckets tell). Each refuses to start once moto has what it stands in for.

One stands in for a whole API: moto makes CloudFront's key-value stores, and knows none of their keys (\`__tests__/support/key_value_store.py\`). Requests are read, and requests and answers checked, by botocore's model of \`cloudfront-keyvaluestore\`, from which AWS's SDKs are made as well; an operation that the model gains stops it. Versions of the whole store, conditions, limits (50 keys and 3 MB an update, 512 bytes a key, 1 KB a value, 5 MB a store) and all-or-nothing are as CloudFront documents them. What no document says is answered strictly: a request that is not signed by SigV4A is denied, an update that names a key twice or none is refused, and so is taking away a key that is not there. An old version is answered by \`ConflictException\`, which the model names, and by \`ValidationException\`, which clients of AWS met, in turn. It cannot show how long a write takes to reach every edge.

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
