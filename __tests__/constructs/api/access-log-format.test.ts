import { ACCESS_LOG_FORMAT } from "../../../constructs/api/access-log-format";

test("the access log of an API is JSON that tells who called what, and nothing that lets people in", () => {
  const fields = JSON.parse(ACCESS_LOG_FORMAT) as Readonly<Record<string, string>>;
  expect(fields).toMatchObject({
    requestId: "$context.requestId",
    ip: "$context.identity.sourceIp",
    method: "$context.httpMethod",
    path: "$context.path",
    status: "$context.status",
  });
  expect(Object.values(fields).filter((field) => !/^\$context\.[\w.]+$/.test(field))).toEqual([]);
  expect(ACCESS_LOG_FORMAT).not.toMatch(/header|query|authoriz|cookie|\$\{/i);
});
