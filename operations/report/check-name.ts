/** The check run that a branch can require. No job of a workflow may have the same name. */
export const CHECK_NAME = "plan";
