import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { stageOf } from "../../cli/site-places";
import { recordKey } from "../../operations/sites/keys";
import type { SiteStages } from "../support/site-stages";

/** Keeps what a site has at a stage: its entry, its record, the objects of its bucket. What is answered puts all of it back. */
export async function keepSite(stages: SiteStages, stage: string, host: string): Promise<() => Promise<void>> {
  const { s3, line } = stages;
  const { bucket: Bucket } = stageOf(line, stage).place;
  const Key = recordKey(stage, host);
  const keys = async () => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    return Contents.map((object) => object.Key ?? "");
  };
  const entries = await stages.entriesOf(stage);
  const entry = (await entries.read(host))?.text;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const record = (await Body?.transformToString()) ?? "";
  const kept = new Set(await keys());
  return async () => {
    await entries.change({ host, before: (await entries.read(host))?.text, after: entry });
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: record }));
    for (const key of await keys()) if (!kept.has(key)) await s3.send(new DeleteObjectCommand({ Bucket, Key: key }));
  };
}
