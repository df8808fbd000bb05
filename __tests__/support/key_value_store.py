"""The data plane of CloudFront's key-value stores, which moto lacks: moto makes the stores, and knows none of their keys.

Requests and answers are read, written and checked by botocore's model of the service, from which the SDKs of AWS are made
as well: what drifts from it fails. What the model does not say is taken from CloudFront's quotas ("Quotas on key value
stores"), or answered as strictly as it can be.
"""

import base64
import itertools
import re
import secrets
import threading
from datetime import datetime, timezone
from urllib.parse import unquote

from botocore.exceptions import ParamValidationError
from botocore.validate import ParamValidator
from moto.backends import get_backend, list_of_moto_modules
from moto.core.exceptions import ServiceException
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request
from moto.core.serialize import SERIALIZERS
from moto.core.utils import get_service_model
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from werkzeug.wrappers import Response

SERVICE = "cloudfront-keyvaluestore"
MODEL = get_service_model(SERVICE)
SIGNED = re.compile(r"(AWS4-\S+) Credential=[^,]*/" + SERVICE + "/aws4_request")

# In bytes.
LONGEST_KEY = 512
LONGEST_VALUE = 1024
LARGEST_STORE = 5 * 1024 * 1024
LARGEST_UPDATE = 3 * 1024 * 1024
MOST_KEYS_OF_AN_UPDATE = 50
USUAL_PAGE = 10

# How this service says that a version is an old one: its model names the first, clients of AWS itself met the second.
STALE = itertools.cycle(
    [("ConflictException", "Resource is not in expected state"), ("ValidationException", "Pre-Condition failed")]
)

# One request at a time: a version is compared and written at once.
ONE_AT_A_TIME = threading.Lock()


class Refused(ServiceException):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Keys:
    """What one store holds."""

    def __init__(self) -> None:
        self.created = self.modified = datetime.now(timezone.utc)
        self.texts: dict[str, str] = {}
        self.renew()

    def renew(self) -> None:
        self.etag = "KV" + secrets.token_hex(7).upper()

    def size(self) -> int:
        return size_of(self.texts)

    def numbers(self) -> dict:
        return {"ItemCount": len(self.texts), "TotalSizeInBytes": self.size()}

    def change(self, if_match: str, puts: dict[str, str], deletes: list[str]) -> dict:
        """All of it, or nothing."""
        if if_match != self.etag:
            raise Refused(*next(STALE))
        for key, text in puts.items():
            if len(key.encode()) > LONGEST_KEY or len(text.encode()) > LONGEST_VALUE:
                raise Refused("ServiceQuotaExceededException", "A key or a value is too long")
        for key in deletes:
            self.text(key)
        left = {**{key: text for key, text in self.texts.items() if key not in deletes}, **puts}
        if size_of(left) > LARGEST_STORE:
            raise Refused("ServiceQuotaExceededException", "The store is full")
        self.texts = left
        self.modified = datetime.now(timezone.utc)
        self.renew()
        return {**self.numbers(), "ETag": self.etag}

    def text(self, key: str) -> str:
        if key not in self.texts:
            raise Refused("ResourceNotFoundException", "There is no such key")
        return self.texts[key]


def size_of(texts: dict[str, str]) -> int:
    return sum(len(key.encode()) + len(text.encode()) for key, text in texts.items())


def keys_of(arn: str) -> Keys:
    account = arn.split(":")[4] if arn.count(":") >= 5 else ""
    for backend in get_backend("cloudfront")[account].values() if account.isdigit() else ():
        for store in backend.key_value_stores.values():
            if store.arn == arn:
                return store.__dict__.setdefault("keys_of_data_plane", Keys())
    raise Refused("ResourceNotFoundException", "There is no such key value store")


def describe_key_value_store(keys: Keys, asked: dict) -> dict:
    times = {"Created": keys.created, "LastModified": keys.modified}
    return {**keys.numbers(), **times, "KvsARN": asked["KvsARN"], "ETag": keys.etag, "Status": "READY"}


def get_key(keys: Keys, asked: dict) -> dict:
    return {"Key": asked["Key"], "Value": keys.text(asked["Key"]), **keys.numbers()}


def put_key(keys: Keys, asked: dict) -> dict:
    return keys.change(asked["IfMatch"], {asked["Key"]: asked["Value"]}, [])


def delete_key(keys: Keys, asked: dict) -> dict:
    return keys.change(asked["IfMatch"], {}, [asked["Key"]])


def update_keys(keys: Keys, asked: dict) -> dict:
    puts = [(put["Key"], put["Value"]) for put in asked.get("Puts") or []]
    deletes = [delete["Key"] for delete in asked.get("Deletes") or []]
    named = [*(key for key, _ in puts), *deletes]
    if not named or len(set(named)) < len(named):
        raise Refused("ValidationException", "An update names each key once, and one at least")
    if len(named) > MOST_KEYS_OF_AN_UPDATE or size_of(dict(puts)) > LARGEST_UPDATE:
        raise Refused("ServiceQuotaExceededException", "An update changes at most 50 keys, and 3 MB")
    return keys.change(asked["IfMatch"], dict(puts), deletes)


def list_keys(keys: Keys, asked: dict) -> dict:
    after = after_of(asked.get("NextToken"))
    left = [key for key in sorted(keys.texts) if after is None or key > after]
    page = left[: asked.get("MaxResults") or USUAL_PAGE]
    more = {"NextToken": base64.b64encode(page[-1].encode()).decode()} if len(left) > len(page) else {}
    return {"Items": [{"Key": key, "Value": keys.texts[key]} for key in page], **more}


def after_of(token: str | None) -> str | None:
    try:
        return None if token is None else base64.b64decode(token, validate=True).decode()
    except ValueError:
        raise Refused("ValidationException", "The token is none of ours") from None


OPERATIONS = {
    "DeleteKey": delete_key,
    "DescribeKeyValueStore": describe_key_value_store,
    "GetKey": get_key,
    "ListKeys": list_keys,
    "PutKey": put_key,
    "UpdateKeys": update_keys,
}


def route_of(operation) -> tuple:
    """What the addresses of an operation look like: `/key-value-stores/{KvsARN}/keys/{Key}`."""
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", operation.http["requestUri"])
    return operation.http["method"], re.compile(pattern), operation


ROUTES = [route_of(MODEL.operation_model(name)) for name in MODEL.operation_names]
assert set(OPERATIONS) == set(MODEL.operation_names), f"{SERVICE} has other operations by now"


def checked(value: dict, shape) -> dict:
    problems = ParamValidator().validate(value, shape)
    if problems.has_errors():
        raise ParamValidationError(report=problems.generate_report())
    for name in beyond_its_maximum(value, shape):
        raise ParamValidationError(report=f"{name} is too long or too large")
    return value


def beyond_its_maximum(value, shape) -> list[str]:
    """botocore checks minimums alone."""
    if shape.type_name == "structure":
        parts = [(value[name], member) for name, member in shape.members.items() if value.get(name) is not None]
    else:
        parts = [(item, shape.member) for item in value] if shape.type_name == "list" else []
    amount = value if shape.type_name == "integer" else len(value) if shape.type_name == "string" else 0
    own = [shape.name] if amount > shape.metadata.get("max", amount) else []
    return own + [name for part, member in parts for name in beyond_its_maximum(part, member)]


def answer_to(request: Request, scheme: str) -> Response:
    # As it was sent: a key may have a slash.
    path = request.environ["REQUEST_URI"].split("?")[0]
    routes = ((method == request.method and pattern.fullmatch(path), op) for method, pattern, op in ROUTES)
    found, operation = next(((match, op) for match, op in routes if match), (None, None))
    if not found:
        return Response(f"no operation of {SERVICE} is {request.method} {path}", status=501)
    parser = PROTOCOL_PARSERS["rest-json"](operation)
    parts = {"method": request.method, "values": request.args, "headers": request.headers, "body": request.get_data()}
    uri = {name: unquote(value) for name, value in found.groupdict().items()}
    try:
        if scheme != "AWS4-ECDSA-P256-SHA256" or not request.headers.get("X-Amz-Region-Set"):
            raise Refused("AccessDeniedException", "Requests are signed with SigV4A")
        try:
            asked = checked(parser.parse({**parts, "url_path": path, "url_params": uri}), operation.input_shape)
        except ParamValidationError as problem:
            raise Refused("ValidationException", str(problem)) from None
        with ONE_AT_A_TIME:
            result = checked(OPERATIONS[operation.name](keys_of(asked["KvsARN"]), asked), operation.output_shape)
    except Refused as refusal:
        if refusal.code not in [shape.name for shape in operation.error_shapes]:
            return Response(f"{operation.name} never answers {refusal.code}", status=501)
        result = refusal
    answer = SERIALIZERS["rest-json"](operation).serialize(result)
    return Response(answer["body"], status=answer["status_code"], headers=answer["headers"])


def serve_key_value_stores() -> None:
    """moto tells services apart by the region that SigV4 names, and SigV4A names none."""
    serve = DomainDispatcherApplication.__call__

    def serve_or_pass_on(self, environ, start_response):
        signed = SIGNED.match(environ.get("HTTP_AUTHORIZATION", ""))
        if signed:
            return answer_to(Request(environ), signed[1])(environ, start_response)
        return serve(self, environ, start_response)

    DomainDispatcherApplication.__call__ = serve_or_pass_on


def is_missing() -> bool:
    """Whether moto still knows nothing of it."""
    return not any("keyvalue" in module for module in list_of_moto_modules())
