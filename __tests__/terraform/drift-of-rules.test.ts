import { rmSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { settingsFor } from "../../adapters/aws/connection";
import { infraBeside } from "../support/infra";
import { type Moto, startMoto } from "../support/moto";
import { PROBED, type ProbeCheckout, probeCheckout, probesOf, terraformOf } from "../support/probe-checkout";

const MINUTE = 60_000;

describe("infra drift, of a group for which another stack makes a rule", () => {
  let moto: Moto;
  let repository: ProbeCheckout;
  let group = "";

  const drift = async () => {
    const words = ["drift", "--branch", "dev", "--endpoint", moto.url, "--json"];
    const { stdout, stderr } = await infraBeside(words, { root: repository.folder });
    if (stdout === "") throw new Error(stderr);
    const { stacks } = JSON.parse(stdout) as { stacks: { stack: string; status: string; resources: unknown[] }[] };
    return Object.fromEntries(stacks.map(({ stack, status }) => [stack, status]));
  };
  const apply = async (id: string): Promise<string> => {
    const stack = (await probesOf(repository)).find((each) => each.id === id);
    if (!stack) throw new Error(`there is no stack ${id}`);
    const place = join(repository.folder, ".infra", id);
    const terraform = await terraformOf(stack, place, moto.url, moto.environment);
    terraform.run("apply", "-input=false", "-auto-approve");
    return terraform.run("state", "pull");
  };
  const allow = async (port: number): Promise<void> => {
    const body = new URLSearchParams({
      Action: "AuthorizeSecurityGroupIngress",
      Version: "2016-11-15",
      GroupId: group,
      "IpPermissions.1.IpProtocol": "tcp",
      "IpPermissions.1.FromPort": String(port),
      "IpPermissions.1.ToPort": String(port),
      "IpPermissions.1.IpRanges.1.CidrIp": "0.0.0.0/0",
    });
    const credential = `dummy/20260302/${PROBED.region}/ec2/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`;
    const answer = await fetch(moto.url, { method: "POST", body, headers: { authorization } });
    if (!answer.ok) throw new Error(`the emulator answered ${answer.status}: ${await answer.text()}`);
  };

  beforeAll(async () => {
    repository = probeCheckout();
    moto = await startMoto(PROBED.accountId);
    const s3 = new S3Client({ ...settingsFor({ endpoint: moto.url }, PROBED.region), forcePathStyle: true });
    for (const Bucket of [PROBED.states, PROBED.records])
      await s3.send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: PROBED.region } }),
      );
    s3.destroy();
    const called = { aws_security_group: { firewall: { name: "called", revoke_rules_on_delete: true } } };
    repository.commitStacks({ "dev-called": called });
    group = /"id": "(sg-[0-9a-f]+)"/.exec(await apply("dev-called"))?.[1] ?? "";
    const rule = { security_group_id: group, ip_protocol: "tcp", from_port: 8080, to_port: 8080 };
    const calls = { aws_vpc_security_group_ingress_rule: { calls: { ...rule, cidr_ipv4: "10.10.0.0/16" } } };
    repository.commitStacks({ "dev-called": called, "dev-calls": calls });
    await apply("dev-calls");
  }, 3 * MINUTE);

  afterAll(async () => {
    await moto?.stop();
    rmSync(repository.folder, { recursive: true, force: true });
  });

  it(
    "finds none in what was deployed",
    async () => {
      expect(await drift()).toEqual({ "dev-called": "in-sync", "dev-calls": "in-sync" });
    },
    2 * MINUTE,
  );

  it(
    "finds a rule that somebody adds by hand",
    async () => {
      await allow(22);
      expect(await drift()).toEqual({ "dev-called": "drifted", "dev-calls": "in-sync" });
    },
    2 * MINUTE,
  );
});
