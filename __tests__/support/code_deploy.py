"""Deployments of CodeDeploy to functions of Lambda, which moto records and never begins.

A deployment goes a step further each time that somebody looks at it: Created, InProgress, then its end. While it goes on, an
alarm of its group or StopDeployment ends it, and what was begun is taken back by another deployment. What is asked and
answered is checked by botocore's model of the service, from which the SDKs of AWS are made as well.
"""

import hashlib

import yaml
from key_value_store import Refused, checked
from moto.awslambda.models import lambda_backends
from moto.cloudwatch.models import cloudwatch_backends
from moto.codedeploy import responses
from moto.codedeploy.models import CodeDeployBackend, DeploymentInfo
from moto.core.responses import ActionResult
from moto.core.utils import get_service_model

MODEL = get_service_model("codedeploy")

ENDED = ("Succeeded", "Failed", "Stopped")


def is_missing() -> bool:
    """Whether moto's deployments still stay as they began."""
    return not hasattr(responses.CodeDeployResponse, "stop_deployment")


def refuse(operation: str, code: str, message: str) -> None:
    assert code in [shape.name for shape in MODEL.operation_model(operation).error_shapes], code
    raise Refused(code, message)


def spec_of(deployment) -> dict:
    """What a deployment is asked to do; of one that takes another back, the same the other way round."""
    [resource] = yaml.safe_load(deployment.revision["appSpecContent"]["content"])["Resources"]
    [part] = resource.values()
    return part["Properties"]


def check_revision(revision: dict) -> None:
    spec = (revision or {}).get("appSpecContent") or {}
    content = spec.get("content") or ""
    if (revision or {}).get("revisionType") != "AppSpecContent":
        refuse("CreateDeployment", "InvalidRevisionException", "Functions of Lambda are deployed by an AppSpec")
    if hashlib.sha256(content.encode()).hexdigest() != spec.get("sha256"):
        refuse("CreateDeployment", "InvalidRevisionException", "The AppSpec has another digest")
    document = yaml.safe_load(content)
    [resource] = document["Resources"]
    [part] = resource.values()
    names = {"Name", "Alias", "CurrentVersion", "TargetVersion"}
    texts = [value for value in part["Properties"].values() if isinstance(value, str) and value]
    if document["version"] != 0.0 or part["Type"] != "AWS::Lambda::Function" or set(part["Properties"]) != names:
        refuse("CreateDeployment", "InvalidRevisionException", "The AppSpec is none of a function")
    if len(texts) < len(names):
        refuse("CreateDeployment", "InvalidRevisionException", "The AppSpec has an empty place")


def alias_of(backend, deployment):
    spec = spec_of(deployment)
    return lambda_backends[backend.account_id][backend.region_name].get_alias(spec["Alias"], spec["Name"])


def alarm_of(backend, deployment) -> str | None:
    asked = deployment.deployment_group.alarm_configuration or {}
    alarms = cloudwatch_backends[backend.account_id][backend.region_name].alarms
    names = [alarm["name"] for alarm in asked.get("alarms") or []] if asked.get("enabled") else []
    return next((name for name in names if name in alarms and alarms[name].state_value == "ALARM"), None)


def step(backend, deployment) -> None:
    """One step further. The alias is changed while it goes on, and in one go: moto answers no requests to compare."""
    if deployment.status in ENDED:
        return
    spec, alias = spec_of(deployment), alias_of(backend, deployment)
    if deployment.status == "Created":
        deployment.status = "InProgress"
        if deployment.creator == "user" and alias.function_version != spec["CurrentVersion"]:
            end(deployment, "Failed", "INVALID_LAMBDA_CONFIGURATION", "The alias leads to another version")
        return
    alarm = alarm_of(backend, deployment) if deployment.creator == "user" else None
    if alarm:
        message = "One or more alarms have been activated according to the Amazon CloudWatch metrics you selected"
        end(deployment, "Stopped", "ALARM_ACTIVE", f"{message}: {alarm}")
        take_back(backend, deployment)
        return
    alias.update(None, spec["TargetVersion"], None)
    end(deployment, "Succeeded")


def end(deployment, status: str, code: str = "", message: str = "") -> None:
    deployment.status = status
    deployment.why = {"code": code, "message": message} if code else {}


def take_back(backend, deployment) -> None:
    if not (deployment.deployment_group.auto_rollback_configuration or {}).get("enabled"):
        return
    spec = spec_of(deployment)
    turned = {**spec, "CurrentVersion": spec["TargetVersion"], "TargetVersion": spec["CurrentVersion"]}
    content = yaml.safe_dump({"version": 0.0, "Resources": [{"Api": {"Type": "AWS::Lambda::Function", "Properties": turned}}]})
    back = DeploymentInfo(
        deployment.application,
        deployment.deployment_group,
        {"revisionType": "AppSpecContent", "appSpecContent": {"content": content, "sha256": ""}},
        *(None, "The automatic roll-back", None, None, None, None, None, None),
        "codeDeployRollback",
    )
    backend.deployments[back.deployment_id] = back
    deployment.rollback = {"rollbackDeploymentId": back.deployment_id}


def serve_deployments() -> None:
    create, info, look = (
        CodeDeployBackend.create_deployment,
        responses._deployment_info,
        responses.CodeDeployResponse.get_deployment,
    )

    def create_deployment(self, *args, **asked):
        check_revision(asked.get("revision"))
        for other in self.deployments.values():
            if other.application_name == asked["application_name"] and other.status not in ENDED:
                group = other.deployment_group_name
                active = f"The Deployment Group '{group}' already has an active Deployment '{other.deployment_id}'"
                refuse("CreateDeployment", "DeploymentLimitExceededException", active)
        return create(self, *args, **asked)

    def deployment_info(deployment) -> dict:
        revision = dict(deployment.revision)
        # The answer names the digest alone. Source: GetDeployment in the API reference.
        if "appSpecContent" in revision:
            revision["appSpecContent"] = {"sha256": deployment.revision["appSpecContent"]["sha256"]}
        return {
            **info(deployment),
            "revision": revision,
            "errorInformation": getattr(deployment, "why", {}),
            "rollbackInfo": getattr(deployment, "rollback", {}),
        }

    def get_deployment(self):
        answer = look(self)
        step(self.codedeploy_backend, self.codedeploy_backend.get_deployment(self._get_param("deploymentId")))
        return answer

    def stop_deployment(self):
        backend = self.codedeploy_backend
        asked = checked(self.params, MODEL.operation_model("StopDeployment").input_shape)
        deployment = backend.get_deployment(asked["deploymentId"])
        if deployment.status in ENDED:
            refuse("StopDeployment", "DeploymentAlreadyCompletedException", "The deployment is at its end")
        end(deployment, "Stopped", "MANUAL_STOP", "The deployment was stopped by a user")
        if asked.get("autoRollbackEnabled"):
            take_back(backend, deployment)
        return ActionResult(checked({"status": "Succeeded"}, MODEL.operation_model("StopDeployment").output_shape))

    CodeDeployBackend.create_deployment = create_deployment
    responses._deployment_info = deployment_info
    responses.CodeDeployResponse.get_deployment = get_deployment
    responses.CodeDeployResponse.stop_deployment = stop_deployment
