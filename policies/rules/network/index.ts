import type { Rule } from "../../rule";
import { firewallIsNotOpenToTheWorld } from "./firewall-is-not-open-to-the-world";

/** Rules of networks, firewalls, load balancers, CloudFront and API Gateway. */
export const NETWORK_RULES: readonly Rule[] = [firewallIsNotOpenToTheWorld];
