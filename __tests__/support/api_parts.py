"""What moto lacks of an API: domains that become available, stages that change, and settings of functions and queues.

moto answers API Gateway and Lambda by hand, so what stands here is answered in the same way.
"""

import inspect
import json
from urllib.parse import unquote

from moto.apigatewayv2.models import Api, DomainName, Stage
from moto.apigatewayv2.responses import ApiGatewayV2Response
from moto.apigatewayv2.urls import url_paths
from moto.awslambda.models import LambdaFunction
from moto.sqs.models import Queue

# Settings of a function that moto takes and forgets, or does not change.
FORGOTTEN = ("DeadLetterConfig", "LoggingConfig")
NEVER_CHANGED = ("DeadLetterConfig", "LoggingConfig", "TracingConfig")

# The zone of AWS in which the targets of domains stand, as in eu-west-1.
ZONE = "ZLY8HYME6SFDD"


def lacks_settings_of_functions() -> bool:
    return "LoggingConfig" not in inspect.getsource(LambdaFunction)


def settings_of_functions() -> None:
    """A dead-letter queue, and where the log goes; tracing is changed."""
    create, get, update = LambdaFunction.__init__, LambdaFunction.get_configuration, LambdaFunction.update_configuration

    def __init__(self, account_id, spec, region, version=1):
        create(self, account_id, spec, region, version)
        self.kept_settings = {name: spec[name] for name in FORGOTTEN if spec.get(name)}

    def get_configuration(self, on_create=False):
        return {**get(self, on_create), **self.kept_settings}

    def update_configuration(self, updates):
        # Versions share what they are made of, so it is replaced and not changed.
        self.kept_settings = {**self.kept_settings, **{name: updates[name] for name in FORGOTTEN if name in updates}}
        self.tracing_config = updates.get("TracingConfig", self.tracing_config)
        update(self, updates)
        return self.get_configuration()

    for method in (__init__, get_configuration, update_configuration):
        setattr(LambdaFunction, method.__name__, method)


def lacks_who_may_put_away() -> bool:
    return "RedriveAllowPolicy" not in Queue.BASE_ATTRIBUTES


def who_may_put_away() -> None:
    """The queues that may put into a queue what was failed."""
    Queue.BASE_ATTRIBUTES.append("RedriveAllowPolicy")
    Queue.redrive_allow_policy = None


def lacks_address_types() -> bool:
    return "ipAddressType" not in inspect.getsource(Api)


def address_types() -> None:
    """An API speaks IPv4 alone, or IPv6 as well."""
    to_json = Api.to_json

    def keeping(method):
        def answer(self):
            api_id = json.loads(method(self)[2])["apiId"]
            api = self.apigatewayv2_backend.get_api(api_id)
            api.ip_address_type = json.loads(self.body).get("ipAddressType", api.ip_address_type)
            return 200, {}, json.dumps(api.to_json())

        return answer

    Api.ip_address_type = "ipv4"
    Api.to_json = lambda self: {**to_json(self), "ipAddressType": self.ip_address_type}
    for name in ("create_api", "update_api"):
        setattr(ApiGatewayV2Response, name, keeping(getattr(ApiGatewayV2Response, name)))


def lacks_changes_of_stages() -> bool:
    return not hasattr(ApiGatewayV2Response, "update_stage")


def changes_of_stages() -> None:
    """A stage is changed, and has tags that are changed."""

    def update_stage(self):
        api_id, _, name = self.path.split("/")[-3:]
        stage = self.apigatewayv2_backend.get_stage(api_id, unquote(name))
        tags = stage.tags
        stage.__init__(self.apigatewayv2_backend.get_api(api_id), {**stage.config, **json.loads(self.body)})
        stage.tags = tags
        return 200, {}, json.dumps(stage.to_json())

    ApiGatewayV2Response.update_stage = update_stage
    serve_tags("stages", lambda backend, path: backend.get_stage(path[-3], unquote(path[-1])))


def lacks_available_domains() -> bool:
    return "domainNameStatus" not in inspect.getsource(DomainName)


def available_domains() -> None:
    """A domain becomes available under a target of AWS, is changed, and has tags that are changed."""
    to_json = DomainName.to_json

    def shown(self):
        target = {
            "apiGatewayDomainName": f"d-{self.domain_name.replace('.', '')[:10]}.execute-api.amazonaws.com",
            "domainNameStatus": "AVAILABLE",
            "hostedZoneId": ZONE,
        }
        parts = [{**part, **target} for part in self.domain_name_configurations]
        # What nobody asked for is not there, where moto shows it empty.
        answer = {name: value for name, value in to_json(self).items() if value or name != "mutualTlsAuthentication"}
        return {**answer, "domainNameConfigurations": parts}

    def update_domain_name(self):
        domain = self.apigatewayv2_backend.get_domain_name(self.path.split("/")[-1])
        domain.domain_name_configurations = json.loads(self.body).get(
            "domainNameConfigurations", domain.domain_name_configurations
        )
        return 200, {}, json.dumps(domain.to_json())

    DomainName.to_json = shown
    ApiGatewayV2Response.update_domain_name = update_domain_name
    serve_tags("domainnames", lambda backend, path: backend.get_domain_name(path[-1]))


def serve_tags(kind: str, of) -> None:
    """Tags of what keeps its own: it is found by the parts of its ARN."""
    tag, untag = ApiGatewayV2Response.tag_resource, ApiGatewayV2Response.untag_resource
    url_paths[f"{{0}}/v2/tags/(?P<arn>.+/{kind}/[^/]+)$"] = ApiGatewayV2Response.dispatch

    def found(self):
        path = unquote(self.path.split("/tags/")[1]).split("/")
        return of(self.apigatewayv2_backend, path) if len(path) > 1 and path[-2] == kind else None

    def tag_resource(self):
        resource = found(self)
        if resource is None:
            return tag(self)
        resource.tags = {**resource.tags, **json.loads(self.body).get("tags", {})}
        return 201, {}, "{}"

    def untag_resource(self):
        resource = found(self)
        if resource is None:
            return untag(self)
        gone = self.querystring.get("tagKeys") or []
        resource.tags = {key: value for key, value in resource.tags.items() if key not in gone}
        return 200, {}, "{}"

    ApiGatewayV2Response.tag_resource = tag_resource
    ApiGatewayV2Response.untag_resource = untag_resource
