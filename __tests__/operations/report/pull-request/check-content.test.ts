import fc from "fast-check";
import type { PlanRecord } from "../../../../operations/report/history/plan-record";
import {
  type CheckContent,
  digestIn,
  externalIdOf,
  LONGEST_CHECK_TEXT,
  ourCheck,
  readCheck,
  readRecordFromCheck,
  textOf,
} from "../../../../operations/report/pull-request/check-content";
import {
  conclusionOf,
  summaryOf,
  titleOf,
  withConfirmation,
} from "../../../../operations/report/pull-request/check-summary";
import { needed } from "../../../../operations/report/pull-request/confirmation";
import type { CheckRun } from "../../../../operations/report/pull-request/ports";
import { HEAD } from "../../../support/github";

const RECORD: PlanRecord = {
  format: 1,
  commit: HEAD,
  run: { id: 991, attempt: 2 },
  stacks: [
    {
      id: "dev-orders",
      state: "changes",
      digest: `sha256:${"0a".repeat(32)}`,
      changes: [["delete", 'aws_sqs_queue.x["`"]', "0123456789ab"]],
    },
    { id: "dev-network", state: "no-changes" },
  ],
};
const CONTENT: CheckContent = { record: RECORD, isFailed: false, toConfirm: 1 };

const run = (changes: Partial<CheckRun> = {}): CheckRun => ({
  id: 1,
  isOurs: true,
  externalId: externalIdOf("sha256:0a"),
  status: "completed",
  conclusion: "success",
  completedAt: "2026-03-02T09:30:00Z",
  output: { title: "", summary: "", text: textOf(CONTENT) },
  url: "",
  ...changes,
});

const withText = (text: string): CheckRun => run({ output: { title: "", summary: "", text } });

describe("the text of a check run", () => {
  it("tells what was planned, and what there is to confirm", () => {
    expect(readCheck(run())).toEqual(CONTENT);
    expect(readCheck(withText(textOf({ ...CONTENT, isFailed: true, toConfirm: 0 })))).toEqual({
      record: RECORD,
      isFailed: true,
      toConfirm: 0,
    });
  });

  it("is read with the line ends of an answer", () => {
    expect(readCheck(withText(textOf(CONTENT).replaceAll("\n", "\r\n").trimEnd()))).toEqual(CONTENT);
  });

  it("holds any address, and nothing that ends its block of code", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (address) => {
        const record: PlanRecord = {
          format: 1,
          stacks: [{ id: address, state: "changes", changes: [["create", address, "0123456789ab"]] }],
        };
        const text = textOf({ record, isFailed: false, toConfirm: 0 });
        expect(text.match(/`+/g)).toEqual(["```", "```", "```", "```"]);
        expect(readCheck(withText(text))?.record).toEqual(record);
      }),
    );
  });

  it("fits, and gives up the longest changes first", () => {
    const changes = Array.from(
      { length: 2000 },
      (_, index) => ["create", `aws_sqs_queue.x[${index}]`, "0123456789ab"] as const,
    );
    const [orders] = RECORD.stacks;
    const record = { ...RECORD, stacks: [...RECORD.stacks, { id: "dev-many", state: "changes" as const, changes }] };
    const text = textOf({ ...CONTENT, record });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LONGEST_CHECK_TEXT);
    expect(readCheck(withText(text))?.record.stacks).toEqual([
      orders,
      RECORD.stacks[1],
      { id: "dev-many", state: "changes" },
    ]);
  });

  it.each([
    ["nothing", ""],
    ["no record", "```json\n{}\n```\n\n```json\n{}\n```\n"],
    ["no gate", textOf(CONTENT).replace('"toConfirm":1', '"toConfirm":-1')],
    ["more than two blocks", `${textOf(CONTENT)}\n\`\`\`json\n{}\n\`\`\`\n`],
    ["something before them", `\`x\`\n${textOf(CONTENT)}`],
  ])("of another form tells nothing: %s", (_, text) => {
    expect(readCheck(withText(text))).toBeUndefined();
  });
});

describe("our check run", () => {
  it("is the newest that the app of our token made for a plan", () => {
    const [old, newest] = [run({ id: 3 }), run({ id: 8, status: "in_progress" })];
    const others = [
      run({ id: 20, isOurs: false }),
      run({ id: 21, externalId: "8f3b12c0-job" }),
      run({ id: 22, externalId: "" }),
    ];
    expect(ourCheck([old, ...others, newest])).toBe(newest);
    expect(ourCheck([newest, ...others, old])).toBe(newest);
    expect(ourCheck(others)).toBeUndefined();
    expect(digestIn(newest)).toBe("sha256:0a");
  });

  it("tells the record of a plan that was shown to its end", () => {
    expect(readRecordFromCheck([run()])).toEqual(RECORD);
    expect(readRecordFromCheck([run({ status: "in_progress", completedAt: undefined })])).toBeUndefined();
    expect(readRecordFromCheck([run({ isOurs: false })])).toBeUndefined();
    expect(readRecordFromCheck([])).toBeUndefined();
  });
});

describe("what a check run says", () => {
  it.each([
    [false, { state: "not-needed" as const }, "success"],
    [false, { state: "given" as const, by: "noor" }, "success"],
    [false, needed("x"), "action_required"],
    [true, { state: "not-needed" as const }, "failure"],
    [true, { state: "given" as const, by: "noor" }, "failure"],
    [true, needed("x"), "failure"],
  ])("failed: %s, confirmation: %j", (isFailed, confirmation, conclusion) => {
    expect(conclusionOf(isFailed, confirmation)).toBe(conclusion);
  });

  it("has a title of one line, and of bounded length", () => {
    expect(titleOf("2 stacks:\n +1 ")).toBe("2 stacks: +1");
    expect(titleOf("😀".repeat(300))).toBe(`${"😀".repeat(99)}…`);
  });

  it("says first whether somebody has to confirm, and who did", () => {
    const report = (room: number) => `## Plan\n\n${room > 1000 ? "long" : "short"}\n`;
    const summary = summaryOf(needed("plan: confirmed"), report);
    expect(summary).toBe(
      "**This plan needs a confirmation**: add the label <code>plan&#58; confirmed</code>, or approve this commit, now that the plan is shown.\n\n## Plan\n\nlong\n",
    );
    expect(withConfirmation(summary, { state: "given", by: "no`or" })).toBe(
      "**Confirmed** by <code>no&#96;or</code>.\n\n## Plan\n\nlong\n",
    );
    expect(withConfirmation(summary.replaceAll("\n", "\r\n"), { state: "not-needed" })).toBe(
      "Nothing here needs a confirmation.\n\n## Plan\r\n\r\nlong\r\n",
    );
    expect(withConfirmation("", { state: "not-needed" })).toBe("Nothing here needs a confirmation.\n\n");
  });

  it("fits in bytes, for which the report is asked for less", () => {
    for (const sign of ["a", "é", "€", "😀"]) {
      const rooms: number[] = [];
      const summary = summaryOf({ state: "not-needed" }, (room) => {
        rooms.push(room);
        return sign.repeat(Math.min(room, 60_000));
      });
      expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(LONGEST_CHECK_TEXT);
      expect(Buffer.byteLength(summary)).toBeGreaterThan(LONGEST_CHECK_TEXT * 0.9);
      expect(rooms.length).toBeLessThanOrEqual(3);
    }
  });

  it("says so when no report is short enough", () => {
    expect(summaryOf({ state: "not-needed" }, () => "€".repeat(30_000))).toBe(
      "Nothing here needs a confirmation.\n\nThe report is too long for this place. The description of the pull request has it.\n",
    );
  });
});
