import { first, type Mutation } from "../mutation";
import { CONTAINER_MUTATIONS } from "./containers";
import { DELIVERY_MUTATIONS } from "./delivery";
import { REPOSITORY_MUTATIONS } from "./repositories";
import { SERVICE_MUTATIONS } from "./services";
import { set } from "./set-values";

const LOGS_AND_ALARMS: readonly Mutation[] = [
  {
    check: 20,
    does: "keeps a log for ever",
    stack: "dev-service-orders",
    mutate: (configuration) => {
      delete first(configuration, "aws_cloudwatch_log_group").retention_in_days;
    },
    rule: "log-group-forgets",
    address: /^aws_cloudwatch_log_group\./,
  },
  {
    check: 20,
    does: "takes the key of a log away",
    stack: "dev-network",
    mutate: (configuration) => {
      delete first(configuration, "aws_cloudwatch_log_group").kms_key_id;
    },
    rule: "log-group-has-a-key",
    address: /^aws_cloudwatch_log_group\./,
  },
  {
    check: 30,
    does: "lets an alarm tell nobody",
    stack: "dev-service-orders",
    mutate: set("aws_cloudwatch_metric_alarm", { alarm_actions: [] }),
    rule: "alarm-tells-somebody",
    address: /^aws_cloudwatch_metric_alarm\./,
  },
];

export const COMPUTE_MUTATIONS: readonly Mutation[] = [
  ...SERVICE_MUTATIONS,
  ...CONTAINER_MUTATIONS,
  ...LOGS_AND_ALARMS,
  ...REPOSITORY_MUTATIONS,
  ...DELIVERY_MUTATIONS,
];
