import { z } from "zod";
import { LOG_RETENTION_DAYS } from "../../aws/log-retention";

/** Name of a thing in the catalogue. Short, because physical names are made from several of them. */
export const entityName = z
  .string()
  .max(28, "use at most 28 characters: names of AWS resources are made from it")
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "use lower-case letters, digits and single hyphens, beginning with a letter");

/**
 * Name of a network or of an environment. Names of load balancers, target groups and security groups begin with it, and
 * AWS keeps some beginnings for itself.
 */
export const placeName = entityName
  .max(16, "use at most 16 characters: names of AWS resources are made from it")
  .regex(/^(?!(internal|sg)(-|$))/, "use a name that begins with neither internal nor sg: AWS keeps these for itself")
  .regex(/^(?!bootstrap$)/, "use another name: the roles that plan and deploy lie under it, out of reach of all others")
  .regex(/^(?!github(-|$))/, "use a name that does not begin with github: stacks of repositories have ids that do");

/** A DNS name without a dot at its end. */
export const domainName = z
  .string()
  .max(200, "use at most 200 characters: host names are put in front of it")
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, "use a lower-case domain name such as dev.example.com");

/** Days that CloudWatch Logs can keep events. */
export const retentionDays = z.literal([...LOG_RETENTION_DAYS]);

/** An AWS region. */
export const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "use a region such as eu-west-1");

/** An e-mail address. */
export const email = z.email("use an e-mail address");

/** Name of an environment variable. */
export const variableName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, "use capitals, digits and underscores, beginning with a letter");

/** One label of a host name: letters, digits and hyphens. */
export const hostLabel = z
  .string()
  .max(63, "use at most 63 characters: DNS takes no more in one label")
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    "use lower-case letters, digits and hyphens, which neither begin nor end it",
  );

/** What something is for, for whoever reads it. */
export const sentence = z.string().min(10, "say it in a sentence");
