import { policyDocumentIn } from "../../../policies/parse/policy-document";
import { Unknown } from "../../../policies/value";
import { toValue } from "../../../policies/view/to-value";

const documentOf = (...statements: readonly unknown[]): string => JSON.stringify({ Statement: statements });

/** The statements of a policy that can be read. */
function statementsIn(text: string) {
  const document = policyDocumentIn(toValue(text));
  if (document === "unknown") throw new Error("the policy is unknown");
  return document.statements;
}

const NOTHING = {
  actions: [],
  notActions: [],
  resources: [],
  notResources: [],
  principals: {},
  notPrincipals: {},
  conditions: [],
};

describe("the statements of a policy", () => {
  test("hold a list wherever one or many may stand", () => {
    const one = { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" };
    const many = { Effect: "Deny", Action: ["s3:*"], Resource: ["arn:aws:s3:::a", "arn:aws:s3:::a/*"] };
    expect(statementsIn(documentOf(one, many))).toEqual([
      {
        ...NOTHING,
        path: 'Statement[Sid="Read"]',
        sid: "Read",
        effect: "Allow",
        actions: ["s3:GetObject"],
        resources: ["arn:aws:s3:::a/*"],
      },
      {
        ...NOTHING,
        path: "Statement[1]",
        effect: "Deny",
        actions: ["s3:*"],
        resources: ["arn:aws:s3:::a", "arn:aws:s3:::a/*"],
      },
    ]);
  });

  test("may be one alone", () => {
    const text = JSON.stringify({ Statement: { Effect: "Allow", NotAction: "iam:*", NotResource: "arn:aws:s3:::a" } });
    expect(statementsIn(text)).toEqual([
      { ...NOTHING, path: "Statement[0]", effect: "Allow", notActions: ["iam:*"], notResources: ["arn:aws:s3:::a"] },
    ]);
  });

  test.each([
    ["everybody", "*", { "*": ["*"] }],
    ["an account", { AWS: "111111111111" }, { AWS: ["111111111111"] }],
    [
      "services and a provider",
      { Service: ["ecs.amazonaws.com", "ec2.amazonaws.com"], Federated: "arn:aws:iam::1:oidc-provider/x" },
      { Service: ["ecs.amazonaws.com", "ec2.amazonaws.com"], Federated: ["arn:aws:iam::1:oidc-provider/x"] },
    ],
  ])("name %s", (_who, principal, expected) => {
    const [allowed] = statementsIn(documentOf({ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }));
    const [denied] = statementsIn(documentOf({ Effect: "Deny", NotPrincipal: principal, Action: "sts:AssumeRole" }));
    expect(allowed).toEqual({
      ...NOTHING,
      path: "Statement[0]",
      effect: "Allow",
      principals: expected,
      actions: ["sts:AssumeRole"],
    });
    expect(denied?.notPrincipals).toEqual(expected);
  });

  test("hold a condition for each key, in lower case, with a list of values", () => {
    const [statement] = statementsIn(
      documentOf({
        Effect: "Allow",
        Action: "s3:GetObject",
        Condition: {
          StringEquals: { "aws:SourceAccount": "1", "aws:PrincipalOrgID": ["o-1", "o-2"] },
          Bool: { "aws:SecureTransport": true },
        },
      }),
    );
    expect(statement?.conditions).toEqual([
      { operator: "StringEquals", key: "aws:sourceaccount", values: ["1"] },
      { operator: "StringEquals", key: "aws:principalorgid", values: ["o-1", "o-2"] },
      { operator: "Bool", key: "aws:securetransport", values: [true] },
    ]);
  });

  test("are known but for the texts that refer to something", () => {
    const [statement] = statementsIn(
      '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":["${aws_s3_bucket.a["x"].arn}/$${aws:username}"]}]}',
    );
    expect(statement).toMatchObject({
      actions: ["s3:*"],
      resources: [new Unknown(["aws_s3_bucket.a"], '${aws_s3_bucket.a["x"].arn}/$${aws:username}')],
    });
  });
});

describe("a policy", () => {
  test("is unknown when all of it is", () => {
    expect(policyDocumentIn(new Unknown([]))).toBe("unknown");
    expect(policyDocumentIn(toValue("${data.aws_iam_policy_document.a.json}"))).toBe("unknown");
  });

  test.each([
    ["a statement is an expression", '{"Statement":[${jsonencode(local.a)},{"Effect":"Allow","Action":"a:B"}]}', 1],
    ["an effect is an expression", '{"Statement":[{"Effect":"${var.effect}","Action":"a:B"}]}', 0],
  ])("tells that it is not whole when %s", (_when, text, known) => {
    expect(policyDocumentIn(toValue(text))).toMatchObject({ isWhole: false, statements: { length: known } });
  });

  test.each([
    ["all of it is known", documentOf({ Effect: "Deny", Action: "a:B" }), { known: 48, expressions: 0 }],
    ["there is white space", ` ${documentOf({ Effect: "Deny", Action: "a:B" })}\n\t`, { known: 48, expressions: 0 }],
    [
      "references stand in it",
      documentOf({ Effect: "Deny", Action: "a:B", Resource: ["${aws_s3_bucket.a.arn}", "${aws_s3_bucket.b.arn}/*"] }),
      { known: 69, expressions: 2 },
    ],
  ])("has a size when %s", (_when, text, size) => {
    expect(policyDocumentIn(toValue(text))).toMatchObject({ isWhole: true, size });
  });

  test.each([
    ["no JSON", "{", /^it is no JSON: /],
    ["a list", "[]", /^the policy is no JSON object$/],
    ["without statements", '{"Version":"2012-10-17"}', /^the policy has no Statement$/],
    ["with a text for a statement", '{"Statement":["a"]}', /^Statement\[0\] of the policy is no object$/],
    ["with an effect that is none", documentOf({ Effect: "allow", Action: "a:B" }), /the Effect "allow"$/],
    ["without an effect", documentOf({ Action: "a:B" }), /the Effect null$/],
    [
      "without an action",
      documentOf({ Effect: "Allow", Resource: "*" }),
      /^Statement\[0\] of the policy names no Action$/,
    ],
  ])("is refused when it is %s", (_what, text, message) => {
    expect(() => policyDocumentIn(toValue(text))).toThrow(message);
  });
});
