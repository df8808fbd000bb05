import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import type { Waiver } from "../../policies/waiver";
import type { EncryptedLogGroup } from "../logs/encrypted-log-group";
import { waive } from "../waive";
import { ACCESS_LOG_FORMAT } from "./access-log-format";
import type { ApiFunction } from "./api-function";

/** The one stage and the one route of an API, which stand for all paths and methods, and for no prefix in addresses. */
const DEFAULT = "$default";

/** The longest that an HTTP API waits for an answer, in milliseconds (API Gateway developer guide, "Quotas for HTTP APIs"). */
const TIMEOUT = 30_000;

/** How long a browser remembers what the API allows, in seconds: as long as it takes to mend a mistake. */
const REMEMBER_SECONDS = 3600;

const IS_PUBLIC: Waiver = {
  rule: "api-routes-need-authorization",
  reason:
    "The API is for the visitors of a site, whom AWS does not know: the app itself decides who may do what. What is let in is limited by the second, and each call is logged.",
  owner: "platform",
  expires: "2027-11-30",
};

export interface HttpApiProps {
  /** At most 128 characters. */
  readonly name: string;
  /** What it is for; shown in the console. */
  readonly description: string;
  /** What answers every request. */
  readonly target: ApiFunction;
  /** The one origin whose pages may call it in a browser: `https://portal.dev.example.com`. */
  readonly origin: string;
  readonly accessLogs: EncryptedLogGroup;
  /** How many requests a second it lets in, on average; twice as many for a moment. The others get 429. */
  readonly requestsPerSecond: number;
}

/**
 * An API under no name yet (`ApiDomain` gives it one): every request, whatever its path and method, goes to the live version of
 * one function. What browsers ask before they call from another origin is answered here, so the function need not know of it.
 */
export class HttpApi extends Construct {
  readonly id: string;
  /** Name of its stage, usable once what it serves is there. */
  readonly stage: string;

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id);
    const api = this.createApi(props);
    this.sendAllTo(props.target, api);
    this.id = api.id;
    this.stage = this.createStage(props, api);
  }

  private createApi({ name, description, origin }: HttpApiProps): Apigatewayv2Api {
    return new Apigatewayv2Api(this, "Resource", {
      name,
      description,
      protocolType: "HTTP",
      disableExecuteApiEndpoint: true,
      ipAddressType: "dualstack",
      corsConfiguration: {
        allowOrigins: [origin],
        allowMethods: ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"],
        allowHeaders: ["authorization", "content-type"],
        maxAge: REMEMBER_SECONDS,
      },
    });
  }

  private sendAllTo({ name, alias }: ApiFunction, api: Apigatewayv2Api): void {
    const integration = new Apigatewayv2Integration(this, "integration", {
      apiId: api.id,
      description: `The live version of ${name}`,
      integrationType: "AWS_PROXY",
      integrationUri: alias.invokeArn,
      integrationMethod: "POST",
      payloadFormatVersion: "2.0",
      timeoutMilliseconds: TIMEOUT,
    });
    const route = new Apigatewayv2Route(this, "route", {
      apiId: api.id,
      routeKey: DEFAULT,
      target: `integrations/${integration.id}`,
      authorizationType: "NONE",
    });
    waive(route, IS_PUBLIC);
    new LambdaPermission(this, "permission", {
      statementId: "ApiCallsLiveVersion",
      action: "lambda:InvokeFunction",
      functionName: name,
      qualifier: alias.name,
      principal: "apigateway.amazonaws.com",
      // Its stage, and its route.
      sourceArn: `${api.executionArn}/${DEFAULT}/${DEFAULT}`,
    });
  }

  private createStage({ accessLogs, requestsPerSecond }: HttpApiProps, api: Apigatewayv2Api): string {
    return new Apigatewayv2Stage(this, "stage", {
      apiId: api.id,
      name: DEFAULT,
      autoDeploy: true,
      accessLogSettings: { destinationArn: accessLogs.arn, format: ACCESS_LOG_FORMAT },
      defaultRouteSettings: {
        throttlingRateLimit: requestsPerSecond,
        throttlingBurstLimit: 2 * requestsPerSecond,
      },
    }).name;
  }
}
