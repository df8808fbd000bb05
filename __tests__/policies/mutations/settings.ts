import { type Configuration, first, type Mutation } from "../mutation";
import { DATA_STACK } from "../stacks/data-stack";

/** Changes the settings of a stack of the example organisation; the finding is about the stack as a whole. */
const ofStack = (
  check: number,
  rule: string,
  does: string,
  mutate: (configuration: Configuration) => void,
  stack = "dev-network",
): Mutation => ({ check, does, stack, mutate, rule });

const backendOf = (configuration: Configuration): Configuration => configuration.terraform.backend.s3;
const providerOf = (configuration: Configuration): Configuration => configuration.provider.aws[0];
const tagsOf = (configuration: Configuration): Configuration => providerOf(configuration).default_tags[0].tags;

const STATE = "state-is-locked-and-encrypted";

const STATES: readonly Mutation[] = [
  ofStack(1, STATE, "keeps its state in a file", (configuration) => {
    configuration.terraform.backend = { local: { path: "terraform.tfstate" } };
  }),
  ofStack(1, STATE, "does not lock its state", (configuration) => {
    delete backendOf(configuration).use_lockfile;
  }),
  ofStack(1, STATE, "does not encrypt its state", (configuration) => {
    backendOf(configuration).encrypt = false;
  }),
  ofStack(1, STATE, "encrypts its state with the key of AWS", (configuration) => {
    delete backendOf(configuration).kms_key_id;
  }),
  ofStack(1, STATE, "takes the state of any account", (configuration) => {
    delete backendOf(configuration).allowed_account_ids;
  }),
  ofStack(1, STATE, "locks its state by a table", (configuration) => {
    backendOf(configuration).dynamodb_table = "locks";
  }),
];

const PINS: readonly Mutation[] = [
  ofStack(2, "provider-versions-are-exact", "takes any later provider", (configuration) => {
    configuration.terraform.required_providers.aws.version = ">= 5.100.0";
  }),
  ofStack(2, "terraform-version-is-bounded", "takes any Terraform", (configuration) => {
    delete configuration.terraform.required_version;
  }),
  ofStack(2, "provider-knows-its-accounts", "touches any account", (configuration) => {
    delete providerOf(configuration).allowed_account_ids;
  }),
  ...["managed-by", "repo", "owner", "cost-center", "service", "data-class"].map((tag) =>
    ofStack(2, "everything-is-tagged", `leaves out the tag ${tag}`, (configuration) => {
      delete tagsOf(configuration)[tag];
    }),
  ),
  ofStack(
    2,
    "everything-is-tagged",
    "leaves out the tag environment",
    (configuration) => {
      delete tagsOf(configuration).environment;
    },
    "dev-service-orders",
  ),
  ofStack(
    2,
    "everything-is-tagged",
    "leaves out the tag workspace",
    (configuration) => {
      configuration["//"].infra.workspace = "acme";
    },
    "dev-service-orders",
  ),
  {
    ...ofStack(2, "tag-is-not-said-twice", "repeats a tag of the provider", (configuration) => {
      first(configuration, "aws_vpc").tags.owner = tagsOf(configuration).owner;
    }),
    address: /^aws_vpc\./,
  },
  ofStack(29, "stack-is-small-enough", "has 500 parameters more", (configuration) => {
    configuration.resource.aws_ssm_parameter = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`p${index}`, { name: `p${index}`, type: "String", value: "x" }]),
    );
  }),
];

/** Puts a resource into the stack of data that stands in the fixtures. */
const inData = (rule: string, does: string, type: string, values: object): Mutation => ({
  check: 4,
  does,
  stack: DATA_STACK,
  mutate: (configuration) => {
    configuration.resource[type] = { ...configuration.resource[type], planted: values };
  },
  rule,
  address: new RegExp(`^${type}\\.planted$`),
});

const KEPT = "secret-is-not-in-the-state";
const SHAPE = "text-holds-no-credential";

const SECRETS: readonly Mutation[] = [
  inData(KEPT, "writes a password down", "aws_db_instance", { password: "correct horse" }),
  inData(KEPT, "writes a master password down", "aws_rds_cluster", { master_password: "correct horse" }),
  inData(KEPT, "writes a token down", "aws_elasticache_replication_group", { auth_token: "correct horse" }),
  inData(KEPT, "writes a secret down", "aws_secretsmanager_secret_version", { secret_string: "correct horse" }),
  inData(KEPT, "writes a secret parameter down", "aws_ssm_parameter", { type: "SecureString", value: "x" }),
  inData(KEPT, "keeps a password from elsewhere in the state", "aws_db_instance", { password: "${var.password}" }),
  inData(SHAPE, "writes a key of AWS into a start script", "aws_instance", {
    user_data: `#!/bin/sh\nexport AWS_ACCESS_KEY_ID=${["AKIA", "QWERTYUIOPASDFGH"].join("")}\n`,
  }),
  inData(SHAPE, "writes a password into a start script", "aws_launch_template", {
    user_data: Buffer.from("#!/bin/sh\nDB_PASSWORD=correcthorse ./start\n").toString("base64"),
  }),
  inData(SHAPE, "writes a token into the code of a function", "aws_cloudfront_function", {
    code: `const t = "${["ghp", "a1B2".repeat(9)].join("_")}";`,
  }),
  inData(SHAPE, "writes a private key into an object", "aws_s3_object", {
    content: ["-----BEGIN", "RSA PRIVATE KEY-----\nMIIE"].join(" "),
  }),
];

export const SETTINGS_MUTATIONS: readonly Mutation[] = [...STATES, ...PINS, ...SECRETS];
