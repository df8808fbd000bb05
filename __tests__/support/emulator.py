"""moto's server, with what it lacks so far for the stacks of this repository (docs/emulator-support.md).

Each stand-in refuses to start once moto has what it stands in for: then it is taken out here, and out of the table in
__tests__/emulator/support.ts.
"""

import fnmatch
import inspect
import json
import os
import sys
import threading
import time

# Python would leave what it makes of the module beside this one in the checkout.
sys.dont_write_bytecode = True

import api_parts
import cloudfront_parts
import code_deploy
import delivery_parts
import key_value_store
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.core.utils import camelcase_to_underscores
from moto.ec2.models.subnets import Subnet
from moto.ecs.models import Service
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.iam.access_control import IAMPolicy, IAMPolicyStatement, PermissionResult
from moto.s3.models import FakeBucket, LifecycleRule
from moto.s3.responses import S3Response
from moto.server import main


def only_while(missing: bool, what: str) -> None:
    if not missing:
        sys.exit(f"moto has {what} by now: take the stand-in out of {__file__}")


def tags_of_scalable_targets() -> None:
    """The provider lists the tags of each scalable target that it reads; moto keeps none."""
    responses = ApplicationAutoScalingResponse
    only_while(not hasattr(responses, "list_tags_for_resource"), "tags of scalable targets")
    register = responses.register_scalable_target

    def tags_by_arn(self) -> dict:
        return self.applicationautoscaling_backend.__dict__.setdefault("tags_by_arn", {})

    def register_scalable_target(self) -> str:
        answer = register(self)
        tags_by_arn(self).setdefault(json.loads(answer)["ScalableTargetARN"], {}).update(self._get_param("Tags") or {})
        return answer

    def list_tags_for_resource(self) -> str:
        return json.dumps({"Tags": tags_by_arn(self).get(self._get_param("ResourceARN"), {})})

    def tag_resource(self) -> str:
        tags_by_arn(self).setdefault(self._get_param("ResourceARN"), {}).update(self._get_param("Tags"))
        return "{}"

    def untag_resource(self) -> str:
        for key in self._get_param("TagKeys"):
            tags_by_arn(self).get(self._get_param("ResourceARN"), {}).pop(key, None)
        return "{}"

    for method in (register_scalable_target, list_tags_for_resource, tag_resource, untag_resource):
        setattr(responses, method.__name__, method)


def settings_of_services() -> None:
    """A service of ECS is created with settings that moto takes in its updates alone."""
    kept = (
        "availabilityZoneRebalancing",
        "capacityProviderStrategy",
        "deploymentConfiguration",
        "enableECSManagedTags",
        "enableExecuteCommand",
        "healthCheckGracePeriodSeconds",
    )
    taken = inspect.signature(Service.__init__).parameters
    only_while("capacity_provider_strategy" not in taken, "what else a service is created with")
    create = EC2ContainerServiceResponse.create_service

    def create_service(self):
        answer = create(self)
        service = answer.result["service"]
        for name in kept:
            value = self._get_param(name)
            if value is not None:
                setattr(service, camelcase_to_underscores(name), value)
        if self._get_param("capacityProviderStrategy"):
            service.launch_type = None
            service.platform_version = self._get_param("platformVersion") or "LATEST"
        return answer

    EC2ContainerServiceResponse.create_service = create_service


def ipv6_ranges_of_subnets() -> None:
    """The provider waits for the IPv6 range of a subnet: it asks for the subnet by the association, and reads its state."""
    by_association = "ipv6-cidr-block-association.association-id"
    only_while(by_association not in inspect.getsource(Subnet), f"the filter {by_association}")
    value_of = Subnet.get_filter_value

    def get_filter_value(self, filter_name: str, method_name: str | None = None):
        if filter_name == by_association:
            return list(self.ipv6_cidr_block_associations)
        return value_of(self, filter_name, method_name)

    def associations(self) -> list:
        return [
            {**association, "ipv6CidrBlockState": {"state": association["ipv6CidrBlockState"]["State"]}}
            for association in self.ipv6_cidr_block_associations.values()
            if association["ipv6CidrBlockState"]["State"] == "associated"
        ]

    Subnet.get_filter_value = get_filter_value
    Subnet.ipv6_cidr_block_association_set = property(associations)


def replaced_versions_that_stay() -> None:
    """A rule may keep some replaced versions whatever their age; the provider waits until it reads what it wrote."""
    only_while("newer" not in str(inspect.signature(LifecycleRule.__init__)), "NewerNoncurrentVersions")
    set_rules = FakeBucket.set_lifecycle
    serialize = S3Response.serialized

    def set_lifecycle(self, rules: list) -> None:
        set_rules(self, rules)
        for rule, given in zip(self.rules, rules):
            rule.kept_versions = (given.get("NoncurrentVersionExpiration") or {}).get("NewerNoncurrentVersions")

    def serialized(self, answer):
        if isinstance(answer.result, dict) and "TransitionDefaultMinimumObjectSize" in answer.result:
            rules = self.backend.get_bucket(self.bucket_name).rules
            for shown, rule in zip(answer.result["Rules"], rules):
                if getattr(rule, "kept_versions", None) is not None:
                    shown["NoncurrentVersionExpiration"]["NewerNoncurrentVersions"] = rule.kept_versions
        return serialize(self, answer)

    FakeBucket.set_lifecycle = set_lifecycle
    S3Response.serialized = serialized


def conditions_of_bucket_policies() -> None:
    """moto takes a statement whose condition does not hold for a refusal, and reads no NotResource.

    No condition of the stacks' own policies holds for the requests of tests: they are about TLS, services, other accounts.
    """
    only_while("NotResource" not in inspect.getsource(IAMPolicyStatement), "NotResource")

    def get_permission(self, action: str, resource: str) -> PermissionResult:
        if self.policy is None:
            return PermissionResult.NEUTRAL
        statements = []
        for statement in json.loads(self.policy)["Statement"]:
            if "Condition" in statement:
                continue
            spared = statement.get("NotResource", [])
            patterns = [spared] if isinstance(spared, str) else spared
            if any(fnmatch.fnmatchcase(resource, pattern) for pattern in patterns):
                continue
            statements.append({"Resource": "*", **statement} if patterns else statement)
        return IAMPolicy(json.dumps({"Statement": statements})).is_action_permitted(action, resource)

    FakeBucket.get_permission = get_permission


def keys_of_key_value_stores() -> None:
    """A site of CloudFront is a key of such a store: key_value_store.py."""
    only_while(key_value_store.is_missing(), "keys of key-value stores")
    key_value_store.serve_key_value_stores()


def parts_of_cloudfront() -> None:
    """What serves sites, besides the keys of its store: cloudfront_parts.py."""
    only_while(cloudfront_parts.lacks_publishing(), "functions that are published")
    cloudfront_parts.functions_that_go_live()
    only_while(cloudfront_parts.lacks_policies(), "policies of response headers")
    cloudfront_parts.policies_of_response_headers()
    only_while(cloudfront_parts.lacks_parts(), "the access control of origins")
    cloudfront_parts.parts_of_distributions()


def deployments_of_functions() -> None:
    """An alias is led to a version by CodeDeploy: code_deploy.py."""
    only_while(code_deploy.is_missing(), "deployments that come to an end")
    code_deploy.serve_deployments()


def parts_of_apis() -> None:
    """What serves the API of an app: api_parts.py."""
    only_while(api_parts.lacks_settings_of_functions(), "all settings of functions")
    api_parts.settings_of_functions()
    only_while(api_parts.lacks_who_may_put_away(), "RedriveAllowPolicy")
    api_parts.who_may_put_away()
    only_while(api_parts.lacks_address_types(), "the address types of APIs")
    api_parts.address_types()
    only_while(api_parts.lacks_changes_of_stages(), "stages that are changed")
    api_parts.changes_of_stages()
    only_while(api_parts.lacks_available_domains(), "domains that become available")
    api_parts.available_domains()


def parts_of_pipelines() -> None:
    """What puts versions of an app on AWS: delivery_parts.py."""
    only_while(delivery_parts.lacks_projects_of_pipelines(), "projects that a pipeline feeds")
    delivery_parts.projects_of_pipelines()
    only_while(delivery_parts.lacks_times_of_pipelines(), "pipelines whose times can be read")
    delivery_parts.times_of_pipelines()
    only_while(delivery_parts.lacks_changes_of_groups(), "deployment groups that are changed")
    delivery_parts.changes_of_groups()
    only_while(delivery_parts.lacks_buckets_that_tell(), "buckets that tell EventBridge")
    delivery_parts.buckets_that_tell()


def end_with_parent() -> None:
    """A test run that was killed leaves no emulator behind."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


tags_of_scalable_targets()
replaced_versions_that_stay()
conditions_of_bucket_policies()
settings_of_services()
ipv6_ranges_of_subnets()
keys_of_key_value_stores()
parts_of_cloudfront()
deployments_of_functions()
parts_of_apis()
parts_of_pipelines()
end_with_parent()
main()
