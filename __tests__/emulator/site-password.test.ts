import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { keyValueStore } from "../../adapters/aws/key-value-store";
import { s3Client } from "../../adapters/aws/s3-client";
import { newDistribution, newKeyValueStore } from "../support/emulated-edge";
import { infraBeside } from "../support/infra";
import { type Moto, startMoto } from "../support/moto";

const ROOT = join(__dirname, "..", "..");
const REGION = "eu-west-1";
const BUCKET = "equipweb-uat-sites-qro-111111111111";
const PASSWORD = "correct horse: bättery";

let moto: Moto;
let catalogue: string;
let keyValueStoreArn: string;

beforeAll(async () => {
  moto = await startMoto("111111111111");
  keyValueStoreArn = await newKeyValueStore(moto.url, "uat-sites-qro");
  const location = { keyValueStoreArn, distributionId: await newDistribution(moto.url) };
  const s3 = s3Client({ endpoint: moto.url }, REGION);
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration: { LocationConstraint: REGION } }));
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: "stage.json", Body: JSON.stringify(location) }));
  catalogue = mkdtempSync(join(tmpdir(), "catalogue-"));
  cpSync(join(ROOT, "catalogue"), catalogue, { recursive: true });
  const file = join(catalogue, "sites", "qro.yaml");
  const suffix = "    suffix: qro-uat.equipweb.biz\n";
  writeFileSync(file, readFileSync(file, "utf8").replace(suffix, `${suffix}    access: password\n`));
});

afterAll(async () => {
  rmSync(catalogue, { recursive: true, force: true });
  await moto?.stop();
});

const setPassword = async (input: string, stage = "uat", user = "qa") => {
  const where = ["--catalogue", catalogue, "--endpoint", moto.url];
  const ran = await infraBeside(["site", "password", "qro", stage, "--user", user, ...where], { input });
  expect(`${ran.stdout}${ran.stderr}`).not.toContain(PASSWORD);
  return [ran.code, ran.stdout, ran.stderr.replaceAll(catalogue, "CATALOGUE")];
};

const stored = () => keyValueStore({ endpoint: moto.url }, { keyValueStoreArn, madeBy: "uat-sites-qro" }).read("auth");

const isOf = (text: string | undefined, user: string, password: string): boolean => {
  const auth = JSON.parse(String(text)) as Readonly<Record<string, string>>;
  const sha256 = createHash("sha256").update(`${auth.salt}:${user}:${password}`).digest("hex");
  return Object.keys(auth).join() === "user,salt,sha256" && auth.user === user && auth.sha256 === sha256;
};

describe("infra site password", () => {
  it("keeps a salted hash, and another one of the same password", async () => {
    const said = await setPassword(`${PASSWORD}\n`);
    const first = await stored();
    await setPassword(PASSWORD);
    const second = await stored();
    expect([said, isOf(first, "qa", PASSWORD), isOf(second, "qa", PASSWORD), first === second]).toEqual([
      [
        0,
        "The sites *.qro-uat.equipweb.biz ask for the new password within a minute.\n",
        "The password of *.qro-uat.equipweb.biz (qro uat) for the user qa\n",
      ],
      true,
      true,
      false,
    ]);
    expect(first).not.toContain(PASSWORD);
  });

  it.each([
    [
      "a short password",
      "hunter2",
      "uat",
      "qa",
      /^.*\nthe password is shorter than 12 characters\. Use a longer one\. Nothing was written\.\n$/,
    ],
    ["nothing", "", "uat", "qa", /^.*\nthe value is empty\. Nothing was written\.\n$/],
    ["a user with a colon", PASSWORD, "uat", "q:a", /^the user "q:a" will not do\..*\n$/],
    [
      "a public stage",
      PASSWORD,
      "dev",
      "qa",
      /^the sites of qro at the stage dev are public, so a password would protect nothing\..*\n$/,
    ],
    ["no stage", PASSWORD, "uta", "qa", /^the line qro has no stage "uta"\. Known: client, dev, prod, rc, uat\.\n$/],
  ])("refuses %s, and writes nothing", async (_, input, stage, user, said) => {
    const before = await stored();
    const [code, stdout, stderr] = await setPassword(input, stage, user);
    expect([code, stdout, stderr, await stored()]).toEqual([2, "", expect.stringMatching(said), before]);
  });
});
