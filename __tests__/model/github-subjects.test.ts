import { environmentSubject, pullRequestSubject, workflowOnBranch } from "../../model/github-subjects";
import {
  deployEnvironment,
  emergencyEnvironments,
  inspectEnvironment,
  PIPELINE_WORKFLOWS,
  pipelinePath,
  pipelineRoleArn,
  pipelineRoleName,
} from "../../model/pipeline-roles";
import { aGitHubRepository, aNetwork } from "../support/organisation";

const immutable = aGitHubRepository();
const legacy = aGitHubRepository({ subjects: "legacy" });

describe("the subject of a token of GitHub", () => {
  it.each([
    [
      "immutable, of an environment",
      environmentSubject(immutable, "main"),
      "repo:equipweb@148205917/infra@1043718265:environment:main",
    ],
    ["legacy, of an environment", environmentSubject(legacy, "main"), "repo:equipweb/infra:environment:main"],
    [
      "immutable, of a pull request",
      pullRequestSubject(immutable),
      "repo:equipweb@148205917/infra@1043718265:pull_request",
    ],
    ["legacy, of a pull request", pullRequestSubject(legacy), "repo:equipweb/infra:pull_request"],
  ])("%s", (_, subject, expected) => expect(subject).toBe(expected));

  it("names a workflow file by names, in both forms", () => {
    for (const github of [immutable, legacy])
      expect(workflowOnBranch(github, "deploy.yml", "dev")).toBe(
        "equipweb/infra/.github/workflows/deploy.yml@refs/heads/dev",
      );
  });
});

describe("the roles that jobs take", () => {
  const network = aNetwork();

  it("lie under a path that no network has", () => {
    expect(pipelinePath(network)).toBe("/bootstrap/dev/");
    expect((["plan", "deploy", "emergency"] as const).map((role) => pipelineRoleArn(network, role))).toEqual([
      "arn:aws:iam::111111111111:role/bootstrap/dev/dev-plan",
      "arn:aws:iam::111111111111:role/bootstrap/dev/dev-deploy",
      "arn:aws:iam::111111111111:role/bootstrap/dev/dev-emergency",
    ]);
    expect(pipelineRoleName(network, "plan")).toBe("dev-plan");
  });

  it("are taken in environments of their own", () => {
    expect(deployEnvironment(network)).toBe("dev");
    expect(emergencyEnvironments(network)).toEqual(["dev-break-glass-request", "dev-break-glass"]);
    expect(inspectEnvironment(network)).toBe("dev-inspect");
    expect(PIPELINE_WORKFLOWS).toEqual({ deploy: "deploy.yml", emergency: "break-glass.yml", inspect: "drift.yml" });
  });
});
