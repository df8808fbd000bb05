import "./stacks/creation-stack-traces";
import { App } from "cdktf";
import { readCatalogue } from "./model/catalogue";
import { ofBranch } from "./model/organisation";
import { buildOrganisation } from "./stacks";

const organisation = readCatalogue("catalogue");
const branch = process.env.INFRA_BRANCH;

const app = new App();
buildOrganisation(app, branch ? ofBranch(organisation, branch) : organisation);
app.synth();
