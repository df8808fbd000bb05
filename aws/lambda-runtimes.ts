/**
 * Runtimes of Lambda that get no more security patches, each with the day from which. A runtime that is not listed may be
 * newer than this list: nothing is said of it. Runtimes whose announced end AWS has moved (Java 8, 11 and 17, Python 3.10 and
 * 3.11, Amazon Linux 2) are left out until they have ended.
 * Source: AWS Lambda Developer Guide, "Lambda runtimes", by way of the rule `aws_lambda_function_deprecated_runtime` of
 * terraform-linters/tflint-ruleset-aws.
 */
export const ENDED_LAMBDA_RUNTIMES: Readonly<Record<string, string>> = {
  nodejs: "2016-10-31",
  "nodejs4.3": "2020-03-05",
  "nodejs4.3-edge": "2020-03-05",
  "nodejs6.10": "2019-08-12",
  "nodejs8.10": "2020-03-06",
  "nodejs10.x": "2021-07-30",
  "nodejs12.x": "2023-03-31",
  "nodejs14.x": "2023-12-04",
  "nodejs16.x": "2024-06-12",
  "nodejs18.x": "2025-09-01",
  "nodejs20.x": "2026-04-30",
  "python2.7": "2021-07-15",
  "python3.6": "2022-07-18",
  "python3.7": "2023-12-04",
  "python3.8": "2024-10-14",
  "python3.9": "2025-12-15",
  java8: "2024-01-08",
  "dotnetcore1.0": "2019-07-27",
  "dotnetcore2.0": "2019-05-30",
  "dotnetcore2.1": "2022-01-05",
  "dotnetcore3.1": "2023-04-03",
  "dotnet5.0": "2022-05-10",
  dotnet6: "2024-11-12",
  dotnet7: "2024-05-14",
  "go1.x": "2024-01-08",
  "ruby2.5": "2021-07-30",
  "ruby2.7": "2023-11-27",
  "ruby3.2": "2026-03-31",
  provided: "2024-01-08",
};
