import { parse } from "yaml";
import { appSpecOf } from "../../../runtime/deployer/app-spec";

const shift = { functionName: "dev-app-portal-api", alias: "live", from: "6", to: "7" };

it("is the file with its places filled, as CodeDeploy documents it", () => {
  expect(appSpecOf(shift)).toBe(`version: 0.0
Resources:
  - Api:
      Type: AWS::Lambda::Function
      Properties:
        Name: "dev-app-portal-api"
        Alias: "live"
        CurrentVersion: "6"
        TargetVersion: "7"
`);
});

it.each(["a: b", 'quo"te', "line\nbreak", "#x"])("takes %j for a text", (functionName) => {
  expect(parse(appSpecOf({ ...shift, functionName })).Resources[0].Api.Properties.Name).toBe(functionName);
});
