import type { Configuration, Mutation } from "../mutation";
import { set } from "./set-values";

/** The first repository whose tags can, or cannot, be pushed again. */
const repository = (configuration: Configuration, mutability: "MUTABLE" | "IMMUTABLE"): [string, Configuration] => {
  const all = Object.entries<Configuration>(configuration.resource.aws_ecr_repository);
  const found = all.find(([, values]) => values.image_tag_mutability === mutability);
  if (!found) throw new Error(`the stack has no ${mutability} repository`);
  return found;
};

/** Changes the lifecycle policy of the first repository of releases. */
const lifecycle =
  (change: (rules: Configuration[]) => void): Mutation["mutate"] =>
  (configuration) => {
    const [name] = repository(configuration, "IMMUTABLE");
    const policies = Object.values<Configuration>(configuration.resource.aws_ecr_lifecycle_policy);
    const policy = policies.find((each) => each.repository.includes(`.${name}.`));
    const document = JSON.parse(policy.policy);
    change(document.rules);
    policy.policy = JSON.stringify(document);
  };

/** Of repositories of images. */
export const REPOSITORY_MUTATIONS: readonly Mutation[] = [
  {
    check: 25,
    does: "lets the tag of a release be pushed again",
    stack: "dev-registry",
    mutate: (configuration) => {
      repository(configuration, "IMMUTABLE")[1].image_tag_mutability = "MUTABLE";
    },
    rule: "release-tags-never-change",
    address: /^aws_ecr_repository\./,
  },
  {
    check: 25,
    does: "lets a snapshot be pushed only once",
    stack: "dev-registry",
    mutate: (configuration) => {
      repository(configuration, "MUTABLE")[1].image_tag_mutability = "IMMUTABLE";
    },
    rule: "snapshot-tags-can-change",
    address: /^aws_ecr_repository\./,
  },
  {
    check: 25,
    does: "lets production pull snapshots",
    stack: "main-registry",
    mutate: (configuration) => {
      delete configuration.resource.aws_ecr_repository_policy;
    },
    rule: "production-pulls-no-snapshots",
    address: /^aws_ecr_repository\./,
  },
  {
    check: 25,
    does: "scans no images",
    stack: "dev-registry",
    mutate: set("aws_ecr_repository", { image_scanning_configuration: { scan_on_push: false } }),
    rule: "repository-scans-images",
    address: /^aws_ecr_repository\./,
  },
  {
    check: 25,
    does: "takes the key of images away",
    stack: "dev-registry",
    mutate: set("aws_ecr_repository", { encryption_configuration: [{ encryption_type: "AES256" }] }),
    rule: "repository-has-a-key",
    address: /^aws_ecr_repository\./,
  },
  {
    check: 25,
    does: "lets images pile up",
    stack: "dev-registry",
    mutate: (configuration) => {
      delete configuration.resource.aws_ecr_lifecycle_policy;
    },
    rule: "repository-expires-images",
    address: /^aws_ecr_repository\./,
  },
  {
    check: 25,
    does: "expires releases by their age",
    stack: "main-registry",
    mutate: lifecycle((rules) => {
      rules[1].selection = { tagStatus: "tagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 365 };
    }),
    rule: "repository-keeps-releases",
    address: /^aws_ecr_lifecycle_policy\./,
  },
  {
    check: 25,
    does: "keeps few releases",
    stack: "main-registry",
    mutate: lifecycle((rules) => {
      rules[1].selection.countNumber = 5;
    }),
    rule: "repository-keeps-releases",
    address: /^aws_ecr_lifecycle_policy\./,
  },
];
