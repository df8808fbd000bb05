import { listSites } from "../../../../operations/sites/overview/list-sites";
import type { ListedSite } from "../../../../operations/sites/overview/listed-site";
import type { StoredEntry } from "../../../../operations/sites/ports";
import { anEntry, begun, CLIENT, exampleLine, found, held, placeOf } from "../../../support/sites";

const LINE = exampleLine();
const [DEV, UAT, PROD, RC] = ["dev", "uat", "prod", "rc"].map((stage) => placeOf(LINE, stage)) as [
  ReturnType<typeof placeOf>,
  ReturnType<typeof placeOf>,
  ReturnType<typeof placeOf>,
  ReturnType<typeof placeOf>,
];
const TRAINING = { apiUrl: "https://t1.equipweb.biz/EdgeCafeTraining/ordering/api" };
const OWN = { apiUrl: "https://s2.equipweb.biz/EdgeCafe/ordering/api" };
const HOSTS = {
  dev: "edgecafetraining.qro-dev.equipweb.biz",
  uat: "edgecafetraining.qro-uat.equipweb.biz",
  prod: "edgecafe.qro.equipweb.biz",
};
const prod = held(HOSTS.prod, anEntry("b2", { settings: OWN, since: "2026-11-20T10:00:00Z" }));

/** Sites in short: stage, host, state, and the kinds of their remarks. */
const inShort = (sites: readonly ListedSite[]) =>
  sites.map(({ stage, host, state, remarks }) =>
    [stage ?? "-", host, state, ...remarks.map((one) => ("stage" in one ? `${one.kind} ${one.stage}` : one.kind))].join(
      " ",
    ),
  );
const inProd = (...entries: readonly StoredEntry[]) => inShort(listSites(LINE, [found(PROD, { entries })]));

describe("the sites of a line", () => {
  it("are in the order of the stages, then of their hosts, whatever the order in which they were found", () => {
    const sites = [
      found(RC, { entries: [held(CLIENT.replace("qro", "qro-rc"), anEntry("e5", { branch: "hotfix/till" }))] }),
      found(PROD, { entries: [held("zoo.qro.equipweb.biz", anEntry("b2")), prod, held(CLIENT, anEntry("b2"))] }),
      found(UAT, { entries: [held(HOSTS.uat, anEntry("b2", { settings: TRAINING }))] }),
      found(DEV, { entries: [held(HOSTS.dev, anEntry("b2", { settings: TRAINING }))] }),
    ];
    expect(inShort(listSites(LINE, sites))).toEqual([
      `dev ${HOSTS.dev} served`,
      `uat ${HOSTS.uat} served`,
      `prod ${HOSTS.prod} served`,
      `client ${CLIENT} served`,
      "client zoo.qro.equipweb.biz served",
      "rc amazingcafe.qro-rc.equipweb.biz served",
    ]);
    expect(inShort(listSites(LINE, [...sites].reverse()))).toEqual(inShort(listSites(LINE, sites)));
  });

  it("are told by their client, but for those that a stage has of its own", () => {
    const sites = listSites(LINE, [found(PROD, { entries: [prod, held(CLIENT, anEntry("b2"))] })]);
    expect(sites.map(({ host, client }) => [host, client])).toEqual([
      [HOSTS.prod, undefined],
      [CLIENT, "amazingcafe"],
    ]);
  });

  it("are those of the places that could be looked at", () => {
    expect(inShort(listSites(LINE, [found(DEV)]))).toEqual([`dev ${HOSTS.dev} empty empty`]);
    expect(listSites(LINE, [])).toEqual([]);
  });
});

describe("a site", () => {
  it.each<[string, StoredEntry, readonly string[]]>([
    ["has what prod has", held(CLIENT, anEntry("b2")), ["served"]],
    [
      "got its version before prod did",
      held(CLIENT, anEntry("a1", { since: "2026-11-19T10:00:00Z" })),
      ["served", "behind prod"],
    ],
    ["got its version when prod did", held(CLIENT, anEntry("a1")), ["served", "behind prod"]],
    [
      "got another one than prod's later",
      held(CLIENT, anEntry("a1", { since: "2026-11-20T10:00:01Z" })),
      ["served", "differs prod"],
    ],
    [
      "was compared across time zones",
      held(CLIENT, anEntry("a1", { since: "2026-11-20T11:30:00+02:00" })),
      ["served", "behind prod"],
    ],
    ["cannot be read", held(CLIENT, undefined), ["damaged", "damaged"]],
  ])("that %s", (_, entry, expected) => {
    expect(inProd(prod, entry)).toEqual([`prod ${HOSTS.prod} served`, `client ${CLIENT} ${expected.join(" ")}`]);
  });

  it("is not compared with what cannot be read", () => {
    const behind = held(CLIENT, anEntry("a1"));
    expect(inProd(behind)).toEqual([`prod ${HOSTS.prod} empty empty`, `client ${CLIENT} served`]);
    expect(inProd(held(HOSTS.prod, undefined), behind)[1]).toBe(`client ${CLIENT} served`);
  });

  it("of prod is compared with uat, and its API URL with the catalogue's", () => {
    const sites = listSites(LINE, [
      found(PROD, { entries: [held(HOSTS.prod, anEntry("a1"))] }),
      found(UAT, { entries: [held(HOSTS.uat, anEntry("b2", { settings: TRAINING }))] }),
    ]);
    expect(sites.find(({ stage }) => stage === "prod")?.remarks).toEqual([
      { kind: "behind", stage: "uat" },
      { kind: "settings", apiUrl: OWN.apiUrl },
    ]);
  });

  it("that was only ever tried is there, and what became of that", () => {
    const failure = { kind: "interrupted", attempt: begun("b2") } as const;
    const sites = listSites(LINE, [
      found(PROD, {
        entries: [prod],
        recorded: [{ stage: "client", host: CLIENT }],
        attempts: new Map([[`client/${CLIENT}`, failure]]),
      }),
    ]);
    expect(sites[1]).toEqual({
      line: "qro",
      stage: "client",
      host: CLIENT,
      client: "amazingcafe",
      state: "empty",
      remarks: [{ kind: "empty" }, failure],
    });
  });

  it("whose name is that of no stage comes last", () => {
    expect(inProd(held("a.example.com", anEntry("b2")), held("b.example.com", undefined), prod)).toEqual([
      `prod ${HOSTS.prod} served`,
      "- a.example.com served stray",
      "- b.example.com damaged damaged stray",
    ]);
  });
});
