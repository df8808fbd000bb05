// Which version of the site is served, and which one of its API; the edge answers the first, under /config.json.

const show = (id, text) => {
  document.getElementById(id).textContent = text;
};

const LONGEST_WAIT = 10_000;

async function read(url) {
  const answer = await fetch(url, { cache: "no-store", signal: AbortSignal.timeout(LONGEST_WAIT) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}

const versionText = ({ version, commit }) => `${version} (${String(commit).slice(0, 12)})`;

/** Shows what an address answers. */
async function fill(id, url, text) {
  try {
    show(id, text(await read(url)));
    return undefined;
  } catch (error) {
    show(id, "unknown");
    return `${error.message}.`;
  }
}

async function main() {
  const config = await read("/config.json");
  show("site", versionText(config));
  const troubles = await Promise.all([
    fill("api", `${config.apiUrl}/version`, versionText),
    fill("health", `${config.apiUrl}/health`, ({ status }) => (status === "ok" ? "well" : String(status))),
  ]);
  show("trouble", troubles.filter(Boolean).join(" "));
}

try {
  await main();
} catch (error) {
  for (const id of ["site", "api", "health"]) show(id, "unknown");
  show("trouble", `${error.message}.`);
}
document.getElementById("state").setAttribute("aria-busy", "false");
