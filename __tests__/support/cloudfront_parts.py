"""What moto lacks of CloudFront's own API: functions that go live, policies of headers, and parts of a distribution.

moto reads requests and writes answers by botocore's model of the service, from which the SDKs of AWS are made as well; what
is asked and answered here is checked against it.
"""

import secrets
from datetime import datetime, timezone

from key_value_store import Refused, checked
from moto.cloudfront.models import CloudFrontBackend, DefaultCacheBehaviour, Origin, ViewerCertificate
from moto.cloudfront.responses import CloudFrontResponse
from moto.cloudfront.urls import url_paths
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import camelcase_to_underscores, get_service_model

MODEL = get_service_model("cloudfront")


def serve(names: dict) -> None:
    """Answers operations by what makes their results, by name: under the addresses that the model gives them."""
    for name, result_of in names.items():
        operation = MODEL.operation_model(name)
        address = "{0}" + operation.http["requestUri"].replace("{", "(?P<").replace("}", ">[^/]+)") + "$"
        url_paths.setdefault(address, CloudFrontResponse.dispatch)
        setattr(CloudFrontResponse, camelcase_to_underscores(name), answering(operation, result_of))


def answering(operation, result_of):
    def answer(self):
        asked = checked(self.params, operation.input_shape)
        try:
            result = result_of(self.backend, asked)
        except Refused as refusal:
            assert refusal.code in [shape.name for shape in operation.error_shapes], refusal.code
            raise
        return ActionResult(checked(result, operation.output_shape)) if result else EmptyResult()

    return answer


def only_now(if_match: str | None, etag: str) -> None:
    if if_match != etag:
        raise Refused("PreconditionFailed" if if_match else "InvalidIfMatchVersion", "It was changed since it was read")


def new_etag() -> str:
    return "E" + secrets.token_hex(6).upper()


def now() -> datetime:
    return datetime.now(timezone.utc)


# Functions. What is written is the stage DEVELOPMENT; PublishFunction makes it LIVE, and that is what distributions run.


def function_of(backend: CloudFrontBackend, asked: dict):
    if asked["Name"] not in backend.functions:
        raise Refused("NoSuchFunctionExists", "There is no such function")
    return backend.functions[asked["Name"]]


def at_stage(backend: CloudFrontBackend, asked: dict) -> dict:
    """A function as a stage has it."""
    function = function_of(backend, asked)
    if asked.get("Stage") != "LIVE":
        return {"summary": function.function_summary, "code": function.code, "etag": function.etag}
    if "live" not in function.__dict__:
        raise Refused("NoSuchFunctionExists", "The function was never published")
    return function.live


def describe_function(backend: CloudFrontBackend, asked: dict) -> dict:
    found = at_stage(backend, asked)
    return {"FunctionSummary": found["summary"], "ETag": found["etag"]}


def get_function(backend: CloudFrontBackend, asked: dict) -> dict:
    found = at_stage(backend, asked)
    return {"FunctionCode": found["code"], "ETag": found["etag"], "ContentType": "application/octet-stream"}


def update_function(backend: CloudFrontBackend, asked: dict) -> dict:
    function = function_of(backend, asked)
    only_now(asked.get("IfMatch"), function.etag)
    function.config, function.code = asked["FunctionConfig"], asked["FunctionCode"]
    function.last_modified_time, function.etag = now(), new_etag()
    return {"FunctionSummary": function.function_summary, "ETag": function.etag}


def publish_function(backend: CloudFrontBackend, asked: dict) -> dict:
    function = function_of(backend, asked)
    only_now(asked.get("IfMatch"), function.etag)
    summary = function.function_summary
    live = {**summary, "Status": "DEPLOYED", "FunctionMetadata": {**summary["FunctionMetadata"], "Stage": "LIVE"}}
    function.live = {"summary": live, "code": function.code, "etag": new_etag()}
    return {"FunctionSummary": live}


# Policies of response headers.


def policies_of(backend: CloudFrontBackend) -> dict:
    return backend.__dict__.setdefault("response_headers_policies", {})


def policy_of(backend: CloudFrontBackend, asked: dict) -> dict:
    if asked["Id"] not in policies_of(backend):
        raise Refused("NoSuchResponseHeadersPolicy", "There is no such policy of response headers")
    return policies_of(backend)[asked["Id"]]


def kept(backend: CloudFrontBackend, policy_id: str, config: dict) -> dict:
    others = [policy for known, policy in policies_of(backend).items() if known != policy_id]
    if config["Name"] in [policy["ResponseHeadersPolicy"]["ResponseHeadersPolicyConfig"]["Name"] for policy in others]:
        raise Refused("ResponseHeadersPolicyAlreadyExists", "Another policy has that name")
    policy = {"Id": policy_id, "LastModifiedTime": now(), "ResponseHeadersPolicyConfig": config}
    policies_of(backend)[policy_id] = {"ResponseHeadersPolicy": policy, "ETag": new_etag()}
    return policies_of(backend)[policy_id]


def create_policy(backend: CloudFrontBackend, asked: dict) -> dict:
    return kept(backend, secrets.token_hex(16), asked["ResponseHeadersPolicyConfig"])


def update_policy(backend: CloudFrontBackend, asked: dict) -> dict:
    only_now(asked.get("IfMatch"), policy_of(backend, asked)["ETag"])
    return kept(backend, asked["Id"], asked["ResponseHeadersPolicyConfig"])


def delete_policy(backend: CloudFrontBackend, asked: dict) -> None:
    only_now(asked.get("IfMatch"), policy_of(backend, asked)["ETag"])
    behaviors = [dist.distribution_config.DefaultCacheBehavior for dist in backend.distributions.values()]
    if asked["Id"] in [behavior.response_headers_policy_id for behavior in behaviors]:
        raise Refused("ResponseHeadersPolicyInUse", "A distribution uses the policy")
    del policies_of(backend)[asked["Id"]]


def functions_that_go_live() -> None:
    """A function is written, and then published; moto keeps the one, and knows nothing of the other."""
    serve(
        {
            "DescribeFunction": describe_function,
            "GetFunction": get_function,
            "PublishFunction": publish_function,
            "UpdateFunction": update_function,
        }
    )


def policies_of_response_headers() -> None:
    serve(
        {
            "CreateResponseHeadersPolicy": create_policy,
            "DeleteResponseHeadersPolicy": delete_policy,
            "GetResponseHeadersPolicy": policy_of,
            "UpdateResponseHeadersPolicy": update_policy,
        }
    )


def parts_of_distributions() -> None:
    """moto forgets which function a distribution runs, and how it signs what it asks an origin; and makes things up."""
    make_origin, make_behavior = Origin.__init__, DefaultCacheBehaviour.__init__
    make_certificate = ViewerCertificate.__init__

    def origin(self, config: dict) -> None:
        make_origin(self, config)
        self.origin_access_control_id = config.get("OriginAccessControlId") or ""

    def behavior(self, config: dict) -> None:
        make_behavior(self, config)
        self.function_associations = config.get("FunctionAssociations") or {"Quantity": 0}
        if self.cache_policy_id:
            self.forwarded_values = None

    def certificate(self, config: dict) -> None:
        make_certificate(self, config)
        if self.acm_certificate_arn:
            self.cloud_front_default_certificate = False

    Origin.__init__, DefaultCacheBehaviour.__init__ = origin, behavior
    ViewerCertificate.__init__ = certificate


def lacks_publishing() -> bool:
    return not hasattr(CloudFrontResponse, "publish_function")


def lacks_policies() -> bool:
    return not any("response-headers-policy" in address for address in url_paths)


def lacks_parts() -> bool:
    return "origin_access_control_id" not in Origin.__init__.__code__.co_names
