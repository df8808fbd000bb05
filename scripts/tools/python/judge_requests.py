"""What AWS's own description of its APIs says of requests.

Reads a JSON list of {service, shape, value, ofBlocks} from standard input, and writes a list of the same length: for each,
what is wrong with it, as a list of sentences. `{"$unknown": true}` stands for anything that the shape allows.
"""

import json
import sys
from functools import lru_cache

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator


@lru_cache
def model(service):
    # The descriptions that come with the package alone: not those that somebody put into a home folder.
    loader = Loader(extra_search_paths=[Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
    return ServiceModel(loader.load_service_model(service, "service-2"))


def made_up(shape):
    """Something of a shape that passes."""
    kind = shape.type_name
    if kind == "structure":
        return {name: made_up(shape.members[name]) for name in shape.required_members}
    if kind == "list":
        return [made_up(shape.member)] * shape.metadata.get("min", 0)
    if kind == "map":
        return {}
    if kind == "boolean":
        return True
    if kind in ("integer", "long", "float", "double"):
        return shape.metadata.get("min", 1)
    return (shape.enum or ["placeholder" * shape.metadata.get("min", 1)])[0]


def fitted(value, shape, of_blocks):
    """A value with something made up for what is not known; Terraform writes one block as itself or as a list of one."""
    if value == {"$unknown": True}:
        return made_up(shape)
    kind = shape.type_name
    if of_blocks and kind == "list" and isinstance(value, dict):
        value = [value]
    if of_blocks and kind == "structure" and isinstance(value, list) and len(value) == 1:
        value = value[0]
    if kind == "list" and isinstance(value, list):
        return [fitted(each, shape.member, of_blocks) for each in value]
    if kind == "map" and isinstance(value, dict):
        return {key: fitted(each, shape.value, of_blocks) for key, each in value.items()}
    if kind == "structure" and isinstance(value, dict):
        members = shape.members
        return {
            key: fitted(each, members[key], of_blocks) if key in members else each for key, each in value.items()
        }
    return value


def other_words(value, shape, path):
    """The validator of botocore does not look at words that are one of a few."""
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        for key, each in value.items():
            if key in shape.members:
                yield from other_words(each, shape.members[key], f"{path}.{key}")
    elif kind == "list" and isinstance(value, list):
        for index, each in enumerate(value):
            yield from other_words(each, shape.member, f"{path}[{index}]")
    elif kind == "string" and isinstance(value, str) and shape.enum and value not in shape.enum:
        yield f"{path} is {value}, which is none of: {', '.join(shape.enum)}"


def judge(request):
    shape = model(request["service"]).shape_for(request["shape"])
    value = fitted(request["value"], shape, request["ofBlocks"])
    report = ParamValidator().validate(value, shape)
    wrong = report.generate_report().split("\n") if report.has_errors() else []
    return [*wrong, *other_words(value, shape, shape.name)]


json.dump([judge(request) for request in json.load(sys.stdin)], sys.stdout)
