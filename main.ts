import "./stacks/creation-stack-traces";
import { App } from "cdktf";
import { readCatalogue } from "./model/catalogue";
import { buildOrganisation } from "./stacks";

const app = new App();
buildOrganisation(app, readCatalogue("catalogue"));
app.synth();
