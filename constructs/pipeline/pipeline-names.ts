/** How the stages and the actions of an app's pipeline are called; an approval is answered, and a package handed over, by these names. */
export const APP_PIPELINE = {
  source: { stage: "Source", action: "package" },
  approval: { stage: "Approval", action: "approve" },
  deploy: { stage: "Deploy", action: "deploy" },
} as const;

/** Name of CodeDeploy's group that moves requests to a new version of an app's function; its application is called after the stack. */
export const DEPLOYMENT_GROUP = "api";
