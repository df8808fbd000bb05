import { z } from "zod";
import { reportSchema } from "./schema";

/** The JSON Schema of a report for machines, as docs/report.schema.json has it. */
export const reportJsonSchema = (): Readonly<Record<string, unknown>> =>
  z.toJSONSchema(reportSchema, { target: "draft-7", io: "output" });

/** The same as the text of that file. */
export const reportSchemaText = (): string => `${JSON.stringify(reportJsonSchema(), null, 2)}\n`;
