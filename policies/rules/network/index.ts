import type { Rule } from "../../rule";
import { apiAnswersAtItsOwnDomainAlone } from "./api-answers-at-its-own-domain-alone";
import { apiDomainUsesModernTls } from "./api-domain-uses-modern-tls";
import { apiIsThrottled } from "./api-is-throttled";
import { apiRoutesNeedAuthorization } from "./api-routes-need-authorization";
import { apiWritesAccessLogs } from "./api-writes-access-logs";
import { bucketServesOneDistribution } from "./bucket-serves-one-distribution";
import { cloudfrontAddsSecurityHeaders } from "./cloudfront-adds-security-headers";
import { cloudfrontAliasesHaveRecords } from "./cloudfront-aliases-have-records";
import { cloudfrontCachesByPolicy } from "./cloudfront-caches-by-policy";
import { cloudfrontFunctionFits } from "./cloudfront-function-fits";
import { cloudfrontFunctionIsPublished } from "./cloudfront-function-is-published";
import { cloudfrontFunctionParses } from "./cloudfront-function-parses";
import { cloudfrontFunctionRunsJs2 } from "./cloudfront-function-runs-js-2";
import { cloudfrontHasDefaultRootObject } from "./cloudfront-has-default-root-object";
import { cloudfrontHasItsCertificate } from "./cloudfront-has-its-certificate";
import { cloudfrontHasWebAclInProduction } from "./cloudfront-has-web-acl-in-production";
import { cloudfrontOriginUsesAccessControl } from "./cloudfront-origin-uses-access-control";
import { cloudfrontReachesOriginsByHttps } from "./cloudfront-reaches-origins-by-https";
import { cloudfrontUsesModernTls } from "./cloudfront-uses-modern-tls";
import { cloudfrontViewersUseHttps } from "./cloudfront-viewers-use-https";
import { cloudfrontWritesAccessLogs } from "./cloudfront-writes-access-logs";
import { defaultSecurityGroupIsEmpty } from "./default-security-group-is-empty";
import { firewallDoesNotLetEverythingOut } from "./firewall-does-not-let-everything-out";
import { firewallHasAtMost60Rules } from "./firewall-has-at-most-60-rules";
import { firewallHasNoInlineRules } from "./firewall-has-no-inline-rules";
import { firewallIsNotOpenToTheWorld } from "./firewall-is-not-open-to-the-world";
import { firewallRuleHasDescription } from "./firewall-rule-has-description";
import { isolatedSubnetHasNoWayOut } from "./isolated-subnet-has-no-way-out";
import { keyValueStoreEntriesFit } from "./key-value-store-entries-fit";
import { listenerRulePrioritiesDiffer } from "./listener-rule-priorities-differ";
import { loadBalancerAnswersStrangersItself } from "./load-balancer-answers-strangers-itself";
import { loadBalancerDefendsAgainstDesync } from "./load-balancer-defends-against-desync";
import { loadBalancerDropsInvalidHeaders } from "./load-balancer-drops-invalid-headers";
import { loadBalancerHasAtMost100TargetGroups } from "./load-balancer-has-at-most-100-target-groups";
import { loadBalancerIsProtectedInProduction } from "./load-balancer-is-protected-in-production";
import { loadBalancerRedirectsHttp } from "./load-balancer-redirects-http";
import { loadBalancerUsesModernTls } from "./load-balancer-uses-modern-tls";
import { loadBalancerWritesAccessLogs } from "./load-balancer-writes-access-logs";
import { natGatewaysSuitTheZones } from "./nat-gateways-suit-the-zones";
import { originAccessControlAlwaysSigns } from "./origin-access-control-always-signs";
import { prefixListIsNotTheWorld } from "./prefix-list-is-not-the-world";
import { subnetGivesNoPublicAddress } from "./subnet-gives-no-public-address";
import { vpcEndpointHasAPolicy } from "./vpc-endpoint-has-a-policy";
import { vpcHasFlowLog } from "./vpc-has-flow-log";
import { vpcHasGatewayEndpoints } from "./vpc-has-gateway-endpoints";
import { webAclHasMetrics } from "./web-acl-has-metrics";
import { webAclHasRules } from "./web-acl-has-rules";
import { webAclWritesLogs } from "./web-acl-writes-logs";
import { webPortsAreOpenOnLoadBalancersAlone } from "./web-ports-are-open-on-load-balancers-alone";

/** Rules of networks, firewalls, load balancers, CloudFront, API Gateway and web ACLs. */
export const NETWORK_RULES: readonly Rule[] = [
  apiAnswersAtItsOwnDomainAlone,
  apiDomainUsesModernTls,
  apiIsThrottled,
  apiRoutesNeedAuthorization,
  apiWritesAccessLogs,
  bucketServesOneDistribution,
  cloudfrontAddsSecurityHeaders,
  cloudfrontAliasesHaveRecords,
  cloudfrontCachesByPolicy,
  cloudfrontFunctionFits,
  cloudfrontFunctionIsPublished,
  cloudfrontFunctionParses,
  cloudfrontFunctionRunsJs2,
  cloudfrontHasDefaultRootObject,
  cloudfrontHasItsCertificate,
  cloudfrontHasWebAclInProduction,
  cloudfrontOriginUsesAccessControl,
  cloudfrontReachesOriginsByHttps,
  cloudfrontUsesModernTls,
  cloudfrontViewersUseHttps,
  cloudfrontWritesAccessLogs,
  defaultSecurityGroupIsEmpty,
  firewallDoesNotLetEverythingOut,
  firewallHasAtMost60Rules,
  firewallHasNoInlineRules,
  firewallIsNotOpenToTheWorld,
  firewallRuleHasDescription,
  isolatedSubnetHasNoWayOut,
  keyValueStoreEntriesFit,
  listenerRulePrioritiesDiffer,
  loadBalancerAnswersStrangersItself,
  loadBalancerDefendsAgainstDesync,
  loadBalancerDropsInvalidHeaders,
  loadBalancerHasAtMost100TargetGroups,
  loadBalancerIsProtectedInProduction,
  loadBalancerRedirectsHttp,
  loadBalancerUsesModernTls,
  loadBalancerWritesAccessLogs,
  natGatewaysSuitTheZones,
  originAccessControlAlwaysSigns,
  prefixListIsNotTheWorld,
  subnetGivesNoPublicAddress,
  vpcEndpointHasAPolicy,
  vpcHasFlowLog,
  vpcHasGatewayEndpoints,
  webAclHasMetrics,
  webAclHasRules,
  webAclWritesLogs,
  webPortsAreOpenOnLoadBalancersAlone,
];
