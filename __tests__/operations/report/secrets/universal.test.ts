import fc from "fast-check";
import { type Marks, withoutSensitive } from "../../../../operations/report/secrets/sensitivity";
import {
  LOOKS_LIKE_SECRET,
  suspectMarks,
  suspectMarksOfSides,
  withoutSecretShapes,
  withoutSecretsInText,
} from "../../../../operations/report/secrets/suspects";
import { RANDOM_BASE64, TOKENS } from "./fakes";

const JSON_VALUE = fc.jsonValue({ maxDepth: 5 });
const KEY_NAMES = fc.constantFrom(
  "password",
  "token",
  "name",
  "value",
  "etag",
  "content",
  "content_md5",
  "input",
  "a",
  "tags",
);

/** Values with the names that the rules look at. */
const { value: TELLING } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("plain", "DB_PASSWORD", RANDOM_BASE64, "true", "", null, 4711, ...Object.values(TOKENS)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(KEY_NAMES, tie("value"), { maxKeys: 5 }),
  ),
}));

const shownOf = (value: unknown, trees: readonly Marks[]): string =>
  JSON.stringify(withoutSecretShapes(withoutSensitive(value, trees))) ?? "";

describe("whatever the value", () => {
  it("there are marks for it, and the same ones each time", () => {
    fc.assert(
      fc.property(fc.oneof(JSON_VALUE, TELLING), fc.oneof(JSON_VALUE, fc.boolean()), (value, marked) => {
        expect(suspectMarks(value, marked)).toEqual(suspectMarks(value, marked));
      }),
    );
  });

  it("marks change nothing but what they hide, and a second look finds no more", () => {
    fc.assert(
      fc.property(fc.oneof(JSON_VALUE, TELLING), (value) => {
        const shown = withoutSecretShapes(withoutSensitive(value, [suspectMarks(value, false)]));
        expect(withoutSecretShapes(shown)).toEqual(shown);
        expect(withoutSensitive(shown, [suspectMarks(shown, false)])).toEqual(shown);
      }),
    );
  });

  it("a token is shown nowhere", () => {
    fc.assert(
      fc.property(TELLING, TELLING, (before, after) => {
        const { before: left, after: right } = suspectMarksOfSides({ before, after }, { before: false, after: false });
        const shown = shownOf(before, [left]) + shownOf(after, [right]);
        expect(Object.values(TOKENS).filter((token) => shown.includes(JSON.stringify(token).slice(1, -1)))).toEqual([]);
      }),
    );
  });
});

describe("whatever the secret", () => {
  const SECRET = fc.string({
    minLength: 8,
    maxLength: 40,
    unit: fc.constantFrom(...('abXY09-_+/="\\ \n{$é😀'.match(/./gsu) ?? [])),
  });
  const isSecret = (secret: string) => secret.trim().length >= 8;

  it("what Terraform marks is shown in no other place of the same resource", () => {
    fc.assert(
      fc.property(SECRET.filter(isSecret), fc.string(), fc.string(), (secret, front, back) => {
        const before = { input: secret, output: [secret, { x: `${front}${secret}${back}` }], plain: "shown" };
        const after = {
          input: "other",
          map: { [`${front}${secret}`]: 1 },
          copy: Buffer.from(secret).toString("base64"),
        };
        const marked = { before: { input: true }, after: false };
        const marks = suspectMarksOfSides({ before, after }, marked);
        const shown = [
          withoutSensitive(before, [marked.before, marks.before]),
          withoutSensitive(after, [marked.before, marks.after]),
        ];
        expect(shown).toEqual([
          { input: "(sensitive)", output: ["(sensitive)", { x: "(sensitive)" }], plain: "shown" },
          { input: "(sensitive)", map: "(sensitive)", copy: "(sensitive)" },
        ]);
      }),
    );
  });

  it("under the name of a password, nothing of it is shown, nor in a text that gives it that name", () => {
    const WORD = fc
      .stringMatching(/^[A-Za-z0-9!_-]{8,30}$/)
      .filter((word) => /[A-Z]/.test(word) && !/^\d+$/.test(word));
    fc.assert(
      fc.property(
        WORD.map((word) => `Zq${word}`),
        (secret) => {
          expect(suspectMarks({ a: { password: secret } }, false)).toEqual({ a: { password: true } });
          const texts = [
            `PASSWORD=${secret}`,
            `run --password ${secret} --x`,
            `x password="${secret}"`,
            `a:\n  password: ${secret}\n`,
            JSON.stringify({ x: [{ name: "PASSWORD", value: secret }] }),
            JSON.stringify({ policy: JSON.stringify({ password: secret }) }),
            `mysql://u:${secret}@h/d`,
            `<password>${secret}</password>`,
          ];
          expect(texts.map(withoutSecretsInText).filter((text) => text.includes(secret))).toEqual([]);
        },
      ),
    );
  });
});

/** Each would take hours if the time grew with the square of the length. */
describe("five megabytes", () => {
  const times = (piece: string) => piece.repeat(Math.ceil(5_000_000 / piece.length));
  test.each([
    ...["a", "eyJ", "eyJaaaaaaaa.", "-----BEGIN PRIVATE KEY", "token=", "token=$x ", "password: ", "password='", "://"],
    ...[
      "://a:",
      "http://a:b@",
      "[",
      '{"a":',
      "key",
      "name: x ",
      "-",
      "--token ",
      "Bearer ",
      "a=b,",
      "\\",
      '\\"',
      "&sig=x",
    ],
    ...["login ", "AKIA", "$6$", "token:{", "-u a:", "password: |\n  ", "password=<<EOT\n", '{"password":', '"token" '],
  ])("of %j are read in linear time", (piece) => {
    const text = times(piece);
    expect(typeof withoutSecretsInText(text)).toBe("string");
  });
  it("with a marked value of the same letters are read in linear time", () => {
    const value = {
      secret: `${times("a").slice(1)}b`,
      other: times("a"),
      more: Array.from({ length: 5_000 }, (_, i) => `aaaaaaaa${i}`),
    };
    expect(suspectMarks(value, { secret: true, more: true })).toEqual({ other: true });
  });
});

it("what is too deep to be looked at is hidden", () => {
  let value: unknown = "hunter2";
  for (let depth = 0; depth < 50_000; depth++) value = [value];
  expect(JSON.stringify(withoutSensitive(value, [suspectMarks(value, false)]))).toMatch(
    /^\[{600}"\(sensitive\)"\]{600}$/,
  );
  expect(JSON.stringify(withoutSecretShapes(value))).not.toContain("hunter2");
});

it("a token is hidden to its end, however long it is", () => {
  const token = `eyJ${"a".repeat(50)}.eyJ${"b".repeat(50_000)}.${"c".repeat(30_000)}`;
  expect(withoutSecretsInText(`use ${token} here`)).toBe(`use ${LOOKS_LIKE_SECRET} here`);
});
