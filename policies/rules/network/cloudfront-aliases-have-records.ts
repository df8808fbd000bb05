import { unknownAt, violationAt } from "../../demand";
import type { Judgement, Rule } from "../../rule";
import { blocksIn, isUnknown, itemsIn, textIn, type Value } from "../../value";
import { meantBy, ofType, type Resource, type StackView } from "../../view/stack-view";

const KINDS = ["A", "AAAA"];

export const cloudfrontAliasesHaveRecords: Rule = {
  id: "cloudfront-aliases-have-records",
  what: "Every name of a distribution has an alias record for IPv4 (A) and one for IPv6 (AAAA), and the distribution speaks both.",
  why: "A name without a record reaches nobody, and who has IPv6 alone reaches nothing without AAAA.",
  fix: "Set is_ipv6_enabled = true, and add an aws_route53_record with an alias to the distribution for each name and both types.",
  severity: "low",
  checks: [23],
  controls: [],
  types: ["aws_cloudfront_distribution"],
  judge: function* (view: StackView): Iterable<Judgement> {
    for (const resource of ofType(view, "aws_cloudfront_distribution")) {
      const records = ofType(view, "aws_route53_record").filter((record) => leadsTo(view, record, resource));
      for (const alias of itemsIn(resource.values.aliases)) {
        const missing = KINDS.filter((kind) => !records.some((record) => isFor(record, alias, kind)));
        if (missing.length === 0) continue;
        const isUnclear = isUnknown(alias) || records.some(({ values }) => isUnknown(values.name));
        const name = nameOf(alias) ?? "a name";
        if (isUnclear) yield unknownAt({ resource }, "aliases", `whether ${name} has records is not known yet`);
        else yield violationAt({ resource }, "aliases", `${name} has no ${missing.join(" and no ")} record`);
      }
      const { is_ipv6_enabled: ipv6 } = resource.values;
      if (isUnknown(ipv6)) yield unknownAt({ resource }, "is_ipv6_enabled");
      else if (ipv6 !== true && ipv6 !== "true")
        yield violationAt({ resource }, "is_ipv6_enabled", "does not speak IPv6");
    }
  },
  passes: [{ shows: "both records", configuration: site(KINDS) }],
  fails: [
    { shows: "no record for IPv6", configuration: site(["A"]) },
    { shows: "records of another name", configuration: site(KINDS, { name: "www.example.com" }) },
    { shows: "records that lead elsewhere", configuration: site(KINDS, { alias: { name: "other.example.com" } }) },
    { shows: "no IPv6", configuration: site(KINDS, {}, { is_ipv6_enabled: false }) },
  ],
};

const leadsTo = (view: StackView, { values }: Resource, distribution: Resource): boolean =>
  blocksIn(values.alias).some(({ name }) =>
    meantBy(view, name, [distribution.type], ["domain_name"]).includes(distribution),
  );

const isFor = ({ values }: Resource, alias: Value, kind: string): boolean =>
  values.type === kind && nameOf(values.name) !== undefined && nameOf(values.name) === nameOf(alias);

/** A name in the way in which it can be compared; DNS tells no cases apart. */
const nameOf = (name: Value | undefined): string | undefined =>
  isUnknown(name) ? name.template : textIn(name)?.toLowerCase().replace(/\.$/, "");

function site(kinds: readonly string[], record: object = {}, distribution: object = {}): object {
  const alias = { name: "${aws_cloudfront_distribution.a.domain_name}" };
  return {
    resource: {
      aws_cloudfront_distribution: { a: { aliases: ["app.example.com"], is_ipv6_enabled: true, ...distribution } },
      aws_route53_record: Object.fromEntries(
        kinds.map((type) => [type.toLowerCase(), { name: "app.example.com", type, alias, ...record }]),
      ),
    },
  };
}
