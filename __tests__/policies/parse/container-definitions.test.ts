import { containersIn } from "../../../policies/parse/container-definitions";
import { Unknown } from "../../../policies/value";
import { toValue } from "../../../policies/view/to-value";

describe("container definitions", () => {
  test("are the containers of the list", () => {
    expect(containersIn('[{"name":"a","cpu":1},{"name":"b"}]')).toEqual([{ name: "a", cpu: 1 }, { name: "b" }]);
    expect(containersIn("[]")).toEqual([]);
    const names = [{ dockerLabels: { Name: "a" }, logConfiguration: { options: { Name: "b" } } }];
    expect(containersIn(JSON.stringify(names))).toEqual(names);
  });

  test("are known but for what an expression gives", () => {
    expect(containersIn(toValue('[{"name":"a","image":"${aws_ecr_repository.r["x"].repository_url}:1"}]'))).toEqual([
      {
        name: "a",
        image: new Unknown(["aws_ecr_repository.r"], '${aws_ecr_repository.r["x"].repository_url}:1'),
      },
    ]);
  });

  test.each([
    ["a plan does not know them", new Unknown(["aws_ecr_repository.r"])],
    ["an expression gives all of them", toValue("${local.containers}")],
  ])("are unknown when %s", (_when, value) => {
    expect(containersIn(value)).toBe("unknown");
  });

  test.each([
    ["no JSON", "[", /^it is no JSON: /],
    ["an expression of Terraform's", toValue("${jsonencode(local.a)}"), /^it is written as an expression of Terraform/],
    [
      "with a key in another case",
      '[{"Privileged":true}]',
      /^container definition 0 has the key Privileged, which is written privileged$/,
    ],
    [
      "with such a key inside",
      '[{"portMappings":[{"ContainerPort":1}]}]',
      /has the key ContainerPort, which is written containerPort$/,
    ],
    ["an object", "{}", /^the container definitions are no list$/],
    ["a list of texts", '[{"name":"a"},"b"]', /^container definition 1 is no object$/],
  ])("are refused when they are %s", (_what, text, message) => {
    expect(() => containersIn(text)).toThrow(message);
  });
});
