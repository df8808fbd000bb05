"""What moto lacks of a pipeline: build projects that a pipeline feeds, deployment groups that change and go, and buckets that
tell EventBridge.
"""

import inspect
import json

from moto.codebuild import responses as codebuild
from moto.codedeploy import responses as codedeploy
from moto.codepipeline.models import CodePipeline
from moto.core.responses import ActionResult, EmptyResult
from moto.s3.responses import S3Response

# Settings of a project that moto takes and forgets.
FORGOTTEN = ("concurrentBuildLimit", "encryptionKey")

# What a deployment group is changed by, and what moto calls it.
CHANGED = {
    "alarmConfiguration": "alarm_configuration",
    "autoRollbackConfiguration": "auto_rollback_configuration",
    "deploymentConfigName": "deployment_config_name",
    "deploymentStyle": "deployment_style",
    "serviceRoleArn": "service_role_arn",
}


def lacks_projects_of_pipelines() -> bool:
    return "CODEPIPELINE" not in inspect.getsource(codebuild._validate_required_params_source).split("location")[1]


def projects_of_pipelines() -> None:
    """A project that takes its source from a pipeline has no place of its own; and any project is changed, and goes."""
    source, artifacts = codebuild._validate_required_params_source, codebuild._validate_required_params_artifacts
    create = codebuild.CodeBuildResponse.create_project

    def placeless(validate):
        return lambda part: validate({**part, "location": "pipeline"} if part["type"] == "CODEPIPELINE" else part)

    def keep(self) -> dict:
        project = self.codebuild_backend.codebuild_projects[self._get_param("name")].project_metadata
        project.update({name: self._get_param(name) for name in FORGOTTEN if self._get_param(name) is not None})
        return project

    def create_project(self) -> str:
        create(self)
        return json.dumps({"project": keep(self)})

    def update_project(self) -> str:
        name = self._get_param("name")
        if name not in self.codebuild_backend.codebuild_projects:
            raise codebuild.ResourceNotFoundException(f"Project cannot be found: {name}")
        project = keep(self)
        project.update({key: value for key, value in json.loads(self.body).items() if value is not None})
        return json.dumps({"project": project})

    def delete_project(self) -> str:
        # Named by its ARN as well.
        self.codebuild_backend.delete_project(self._get_param("name").split(":project/")[-1])
        return "{}"

    codebuild._validate_required_params_source = placeless(source)
    codebuild._validate_required_params_artifacts = placeless(artifacts)
    codebuild.CodeBuildResponse.create_project = create_project
    codebuild.CodeBuildResponse.update_project = update_project
    codebuild.CodeBuildResponse.delete_project = delete_project


def lacks_times_of_pipelines() -> bool:
    return "iso_8601" in inspect.getsource(CodePipeline.metadata.fget)


def times_of_pipelines() -> None:
    """When a pipeline was made and changed, in seconds, as every JSON service of AWS says it."""

    def metadata(self) -> dict:
        return {
            "pipelineArn": self._arn,
            "created": self._created.timestamp(),
            "updated": self._updated.timestamp(),
        }

    CodePipeline.metadata = property(metadata)


def lacks_changes_of_groups() -> bool:
    return not hasattr(codedeploy.CodeDeployResponse, "delete_deployment_group")


def changes_of_groups() -> None:
    """Deployment groups tell the alarms that they watch, are changed, and go; applications go, too."""
    info = codedeploy._deployment_group_info

    def deployment_group_info(group) -> dict:
        told = {**info(group), "alarmConfiguration": group.alarm_configuration or {}}
        # Of a function there is no load balancer, rather than an empty one.
        return told if told["loadBalancerInfo"] else {**told, "loadBalancerInfo": None}

    def group_asked_for(self):
        name = self._get_param("currentDeploymentGroupName") or self._get_param("deploymentGroupName")
        return self.codedeploy_backend.get_deployment_group(self._get_param("applicationName"), name)

    def update_deployment_group(self) -> ActionResult:
        group = group_asked_for(self)
        for asked, kept in CHANGED.items():
            if self._get_param(asked) is not None:
                setattr(group, kept, self._get_param(asked))
        return ActionResult({"hooksNotCleanedUp": []})

    def delete_deployment_group(self) -> ActionResult:
        group = group_asked_for(self)
        groups = self.codedeploy_backend.deployment_groups
        del groups[group.application.application_name][group.deployment_group_name]
        return ActionResult({"hooksNotCleanedUp": []})

    def delete_application(self) -> EmptyResult:
        name = self._get_param("applicationName")
        self.codedeploy_backend.applications.pop(name, None)
        self.codedeploy_backend.deployment_groups.pop(name, None)
        return EmptyResult()

    codedeploy._deployment_group_info = deployment_group_info
    for method in (update_deployment_group, delete_deployment_group, delete_application):
        setattr(codedeploy.CodeDeployResponse, method.__name__, method)


def lacks_buckets_that_tell() -> bool:
    return "EventBridgeConfiguration" not in inspect.getsource(S3Response.get_bucket_notification)


def buckets_that_tell() -> None:
    """A bucket says that it tells EventBridge of its objects."""
    look = S3Response.get_bucket_notification

    def get_bucket_notification(self):
        configuration = self.backend.get_bucket_notification_configuration(self.bucket_name)
        if not configuration or configuration.event_bridge is None:
            return look(self)
        serialized = self.serialized

        def telling(answer):
            return serialized(ActionResult({**answer.result, "EventBridgeConfiguration": {}}))

        self.serialized = telling
        return look(self)

    S3Response.get_bucket_notification = get_bucket_notification
