import {
  ImageRepository,
  type ImageRepositoryProps,
  rolesMayNotPull,
} from "../../../constructs/registry/image-repository";
import { resourceOf, resourcesOf, synthesizeConstruct } from "../../support/synthesize";

/** A Terraform reference to an attribute. */
const ref = (address: string): string => `\${${address}}`;

const keyArn = "arn:aws:kms:eu-west-1:111111111111:key/6f1c0b3e";

const repository = (props: Partial<ImageRepositoryProps> = {}) =>
  synthesizeConstruct((scope) => {
    new ImageRepository(scope, "images", { name: "dev/orders", tags: "immutable", keepTagged: 50, keyArn, ...props });
  });

const IMMUTABLE = {
  name: "dev/orders",
  image_tag_mutability: "IMMUTABLE",
  image_scanning_configuration: { scan_on_push: true },
  encryption_configuration: [{ encryption_type: "KMS", kms_key: keyArn }],
  force_delete: false,
};

describe("a repository whose tags never change", () => {
  const stack = repository();

  test("scans what is pushed, encrypts it, and is not deleted while it holds images", () => {
    expect(resourcesOf(stack, "aws_ecr_repository")).toEqual({ images_9BF4DCD5: IMMUTABLE });
  });

  test("deletes untagged images after a week, and tagged ones only beyond the number that stays", () => {
    const lifecycle = resourceOf(stack, "aws_ecr_lifecycle_policy");
    expect(lifecycle).toEqual({
      repository: ref("aws_ecr_repository.images_9BF4DCD5.name"),
      policy: expect.any(String),
    });
    expect(JSON.parse(String(lifecycle.policy))).toEqual({
      rules: [
        {
          rulePriority: 1,
          description: "Untagged images go after 7 days",
          selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
          action: { type: "expire" },
        },
        {
          rulePriority: 2,
          description: "The last 50 tagged images stay",
          selection: { tagStatus: "tagged", tagPatternList: ["*"], countType: "imageCountMoreThan", countNumber: 50 },
          action: { type: "expire" },
        },
      ],
    });
  });

  test("has no policy of its own", () => {
    expect(resourcesOf(stack, "aws_ecr_repository_policy")).toEqual({});
  });
});

test("a repository whose tags are pushed again lets them be overwritten", () => {
  expect(resourceOf(repository({ tags: "overwritable" }), "aws_ecr_repository")).toEqual({
    ...IMMUTABLE,
    image_tag_mutability: "MUTABLE",
  });
});

test("a repository that is to stay cannot be destroyed or replaced by a plan that still declares it", () => {
  expect(resourceOf(repository({ preventDestroy: true }), "aws_ecr_repository")).toEqual({
    ...IMMUTABLE,
    lifecycle: { prevent_destroy: true },
  });
});

test("a repository forbids roles to pull, whatever their own policies allow", () => {
  const stack = repository({ policy: [rolesMayNotPull(["arn:aws:iam::111111111111:role/main/prod/*"])] });
  const policy = resourceOf(stack, "aws_ecr_repository_policy");
  expect(policy).toEqual({ repository: ref("aws_ecr_repository.images_9BF4DCD5.name"), policy: expect.any(String) });
  expect(JSON.parse(String(policy.policy))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "RolesMayNotPull",
        Effect: "Deny",
        Principal: "*",
        Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Condition: { ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::111111111111:role/main/prod/*"] } },
      },
    ],
  });
});
