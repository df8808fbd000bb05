import {
  CloudFrontClient,
  CreateFunctionCommand,
  CreateResponseHeadersPolicyCommand,
  DeleteResponseHeadersPolicyCommand,
  GetFunctionCommand,
  GetResponseHeadersPolicyCommand,
  PublishFunctionCommand,
  UpdateFunctionCommand,
  UpdateResponseHeadersPolicyCommand,
} from "@aws-sdk/client-cloudfront";
import { settingsFor } from "../../adapters/aws/connection";
import { CLOUDFRONT_REGION } from "../../adapters/aws/key-value-store";
import { newDistribution } from "../support/emulated-edge";
import { type Moto, startMoto } from "../support/moto";

let moto: Moto;
let client: CloudFrontClient;

beforeAll(async () => {
  moto = await startMoto("111111111111");
  client = new CloudFrontClient(settingsFor({ endpoint: moto.url }, CLOUDFRONT_REGION));
});

afterAll(async () => {
  client?.destroy();
  await moto?.stop();
});

/** What became of a request: what AWS calls the refusal, or `done`. */
const outcome = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => "done",
    ({ name }: Error) => name,
  );

describe("functions of CloudFront in the emulator", () => {
  const FunctionConfig = { Comment: "", Runtime: "cloudfront-js-2.0" } as const;
  const codeAt = async (Name: string, Stage: "DEVELOPMENT" | "LIVE") =>
    Buffer.from((await client.send(new GetFunctionCommand({ Name, Stage }))).FunctionCode ?? []).toString();
  const create = async (Name: string) =>
    client.send(new CreateFunctionCommand({ Name, FunctionConfig, FunctionCode: Buffer.from("one") }));
  const update = (Name: string, IfMatch: string | undefined) =>
    client.send(new UpdateFunctionCommand({ Name, IfMatch, FunctionConfig, FunctionCode: Buffer.from("two") }));

  it("are not live before they are published, and live as they were published", async () => {
    const Name = "published";
    const { ETag: IfMatch } = await create(Name);
    const before = await outcome(codeAt(Name, "LIVE"));
    await client.send(new PublishFunctionCommand({ Name, IfMatch }));
    await update(Name, IfMatch);
    expect([before, await codeAt(Name, "LIVE"), await codeAt(Name, "DEVELOPMENT")]).toEqual([
      "NoSuchFunctionExists",
      "one",
      "two",
    ]);
  });

  it("are changed and published only as they were read", async () => {
    const Name = "fenced";
    const { ETag: first } = await create(Name);
    const { ETag: second } = await update(Name, first);
    const publish = (IfMatch: string | undefined) => client.send(new PublishFunctionCommand({ Name, IfMatch }));
    const tried = [update(Name, first), publish(first), publish(second), update("missing", first)];
    expect(await Promise.all(tried.map(outcome))).toEqual([
      "PreconditionFailed",
      "PreconditionFailed",
      "done",
      "NoSuchFunctionExists",
    ]);
  });
});

describe("policies of response headers in the emulator", () => {
  const configOf = (Name: string) => ({
    Name,
    SecurityHeadersConfig: { FrameOptions: { Override: true, FrameOption: "DENY" as const } },
  });
  const create = async (Name: string) => {
    const ResponseHeadersPolicyConfig = configOf(Name);
    const made = await client.send(new CreateResponseHeadersPolicyCommand({ ResponseHeadersPolicyConfig }));
    return { Id: made.ResponseHeadersPolicy?.Id, IfMatch: made.ETag };
  };

  it("are read as they were written, and their names are each one's own", async () => {
    const { Id } = await create("read");
    const { ResponseHeadersPolicy } = await client.send(new GetResponseHeadersPolicyCommand({ Id }));
    expect([ResponseHeadersPolicy?.ResponseHeadersPolicyConfig, await outcome(create("read"))]).toEqual([
      configOf("read"),
      "ResponseHeadersPolicyAlreadyExists",
    ]);
  });

  it("are changed and deleted only as they were read", async () => {
    const { Id, IfMatch } = await create("changed");
    const ResponseHeadersPolicyConfig = configOf("changed-since");
    const change = { Id, IfMatch, ResponseHeadersPolicyConfig };
    const { ETag } = await client.send(new UpdateResponseHeadersPolicyCommand(change));
    const remove = (version: string | undefined) =>
      outcome(client.send(new DeleteResponseHeadersPolicyCommand({ Id, IfMatch: version })));
    expect([
      await outcome(client.send(new UpdateResponseHeadersPolicyCommand(change))),
      await remove(IfMatch),
      await remove(ETag),
      await remove(ETag),
    ]).toEqual(["PreconditionFailed", "PreconditionFailed", "done", "NoSuchResponseHeadersPolicy"]);
  });

  it("are not deleted while a distribution uses them", async () => {
    const { Id, IfMatch } = await create("used");
    await newDistribution(moto.url, { ResponseHeadersPolicyId: Id });
    expect(await outcome(client.send(new DeleteResponseHeadersPolicyCommand({ Id, IfMatch })))).toBe(
      "ResponseHeadersPolicyInUse",
    );
  });
});
