import { parseEmbedded } from "../../../policies/parse/embedded-json";
import { Unknown, type Value } from "../../../policies/value";
import { toValue } from "../../../policies/view/to-value";

/** What an attribute holds that stands in Terraform JSON as this text. */
const parsed = (text: string): Value => parseEmbedded(toValue(text));

describe("JSON in a text", () => {
  test("is read as it is when all of it is known", () => {
    expect(parsed('{"a":["b",1,true,null]}')).toEqual({ a: ["b", 1, true, null] });
  });

  test("keeps variables of IAM, which look like expressions and are none", () => {
    expect(parsed('{"a":"home/$${aws:username}/*"}')).toEqual({ a: "home/${aws:username}/*" });
  });

  test("keeps them beside an expression, too", () => {
    expect(parsed('{"a":"$${aws:username}","b":"${aws_s3_bucket.b.arn}/$${aws:username}"}')).toEqual({
      a: "${aws:username}",
      b: new Unknown(["aws_s3_bucket.b"], "${aws_s3_bucket.b.arn}/$${aws:username}"),
    });
  });

  test.each([
    ["a reference", '{"a":"${aws_s3_bucket.b.arn}/*"}', ["aws_s3_bucket.b"], "${aws_s3_bucket.b.arn}/*"],
    ["quotes inside", '{"a":"${aws_s3_bucket.b["x"].arn}"}', ["aws_s3_bucket.b"], '${aws_s3_bucket.b["x"].arn}'],
    ["braces inside", '{"a":"${join("", [for k, v in {x = 1} : k])}"}', [], '${join("", [for k, v in {x = 1} : k])}'],
    [
      "no text around it",
      '{"a":${jsonencode(aws_s3_bucket.b.arn)}}',
      ["aws_s3_bucket.b"],
      "${jsonencode(aws_s3_bucket.b.arn)}",
    ],
    [
      "two of them",
      '{"a":"${aws_kms_key.k.arn}${aws_sqs_queue.q.arn}"}',
      ["aws_kms_key.k", "aws_sqs_queue.q"],
      "${aws_kms_key.k.arn}${aws_sqs_queue.q.arn}",
    ],
  ])("knows the rest around an expression with %s", (_what, text, references, template) => {
    expect(parsed(`{"known":"yes","list":[${text}]}`)).toEqual({
      known: "yes",
      list: [{ a: new Unknown(references, template) }],
    });
  });

  test("keeps an expression in a key", () => {
    expect(parsed('{"${aws_iam_openid_connect_provider.g.url}:sub":"x"}')).toEqual({
      "${aws_iam_openid_connect_provider.g.url}:sub": "x",
    });
  });

  test.each([
    ["one expression", "${data.aws_iam_policy_document.a.json}"],
    ["two expressions in a row", "${aws_kms_key.a.policy}${aws_kms_key.a.policy}"],
    ["a part of an object in an expression", '{"a":1 ${aws_kms_key.a.policy}}'],
  ])("is unknown when it is %s", (_what, template) => {
    expect(parsed(template)).toEqual(toValue(template));
    expect(parsed(template)).toBeInstanceOf(Unknown);
  });

  test("is unknown when a plan does not know it", () => {
    const unknown = new Unknown(["aws_kms_key.k"]);
    expect(parseEmbedded(unknown)).toBe(unknown);
  });

  test.each([
    ["no JSON", "{", /^it is no JSON: /],
    ["empty", "", /^it is no JSON: /],
    ["no text", { Statement: [] }, /^it is not written as a text of JSON$/],
    ["nothing", undefined, /^it is not written as a text of JSON$/],
  ])("is refused when it is %s", (_what, value, message) => {
    expect(() => parseEmbedded(value)).toThrow(message);
  });
});
