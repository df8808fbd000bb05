import "./stacks/creation-stack-traces";
import { App } from "cdktf";
import { readCatalogue } from "./model/catalogue";
import { ofBranch } from "./model/organisation";
import { buildOrganisation } from "./stacks";
import { TELL_FINDINGS } from "./stacks/base-stack";

const organisation = readCatalogue("catalogue");
const branch = process.env.INFRA_BRANCH;

// A pull request that breaks a rule is planned all the same: its report says which rule, and its check fails.
const app = new App({ context: { [TELL_FINDINGS]: process.env.INFRA_FINDINGS === "tell" } });
buildOrganisation(app, branch ? ofBranch(organisation, branch) : organisation);
app.synth();
