import { SOUND } from "./catalogue";

const ORGANISATION = `${SOUND["organisation.yaml"]}repositories: { network: main }\n`;

const INFRA = `name: infra
kind: infrastructure
description: All infrastructure, as data.
owners: backend
exists: true
branchChecks: { main: [plan (main)] }
environments:
  dev: { purpose: Applies the network dev., branches: [dev], protection: none, network: dev, role: deploy }
  main: { purpose: Applies production., branches: [main], approvers: [backend], protection: production, network: main, role: deploy }
  dev-inspect: { purpose: Looks at the network dev., branches: [dev], protection: none, network: dev, role: inspect }
  main-inspect: { purpose: Looks at production., branches: [dev], protection: none, network: main, role: inspect }
  dev-break-glass-request: { purpose: The first approval., branches: [dev], approvers: [backend], protection: production }
  dev-break-glass:
    purpose: The second approval.
    branches: [dev]
    approvers: [frontend]
    after: dev-break-glass-request
    protection: production
    network: dev
    role: emergency
  main-break-glass-request: { purpose: The first approval., branches: [main], approvers: [backend], protection: production }
  main-break-glass: { purpose: The second approval., branches: [main], approvers: [frontend], after: main-break-glass-request, protection: production, network: main, role: emergency }
`;

const ORDERS = `name: orders
kind: microservice
description: Orders of customers.
owners: backend
access: { frontend: push }
service: orders
checks: [test]
variables: { LANGUAGE: typescript }
environments:
  dev: { purpose: Development tests., branches: [develop, "feature/*"], protection: none, network: dev }
  prod: { purpose: Production by hand., tags: ["v*"], branches: [main], approvers: [frontend], protection: production, network: main, variables: { COLOUR: blue } }
`;

/** What the sound catalogue has besides when its organisation is on GitHub: this repository, and that of a service. */
export const HOSTING = {
  "organisation.yaml": ORGANISATION,
  "repositories/infra.yaml": INFRA,
  "repositories/orders.yaml": ORDERS,
};
