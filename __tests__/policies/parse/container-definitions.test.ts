import { containersIn } from "../../../policies/parse/container-definitions";
import { Unknown } from "../../../policies/value";
import { toValue } from "../../../policies/view/to-value";

describe("container definitions", () => {
  test("are the containers of the list", () => {
    expect(containersIn('[{"name":"a","cpu":1},{"name":"b"}]')).toEqual([{ name: "a", cpu: 1 }, { name: "b" }]);
    expect(containersIn("[]")).toEqual([]);
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
    ["an expression gives all of them", toValue("${jsonencode(local.containers)}")],
  ])("are unknown when %s", (_when, value) => {
    expect(containersIn(value)).toBe("unknown");
  });

  test.each([
    ["no JSON", "[", /^it is no JSON: /],
    ["an object", "{}", /^the container definitions are no list$/],
    ["a list of texts", '[{"name":"a"},"b"]', /^container definition 1 is no object$/],
  ])("are refused when they are %s", (_what, text, message) => {
    expect(() => containersIn(text)).toThrow(message);
  });
});
