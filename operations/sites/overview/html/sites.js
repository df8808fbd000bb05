// Search and filters. The page says everything without this script, too.

(() => {
  const form = document.querySelector(".bar form");
  // Without anything to look for, there is no search.
  if (!form) return;
  const search = form.elements.namedItem("search");
  const found = form.querySelector("output");
  const rows = [...document.querySelectorAll(".sites tbody tr")];
  const stages = [...document.querySelectorAll(".stage")].map((stage) => ({
    stage,
    rows: [...stage.querySelectorAll(".sites tbody tr")],
    number: stage.querySelector(".number"),
  }));

  /** What is searched in, made when it is first needed. */
  const texts = new Map();
  const textOf = (row) => {
    let text = texts.get(row);
    if (text === undefined) {
      text = `${row.textContent} ${row.closest(".stage").dataset.stage}`.toLowerCase();
      texts.set(row, text);
    }
    return text;
  };

  const chosen = () => ({
    words: search.value.toLowerCase().split(/\s+/).filter(Boolean),
    stage: form.elements.namedItem("stage").value,
    // A filter that would find nothing is not there.
    remarks: form.elements.namedItem("remarks")?.checked ?? false,
  });

  const number = (value) => String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");
  const numberOf = (some, all) => (some === all ? number(all) : `${number(some)} of ${number(all)}`);

  /** Shows what matches, and the stages that it is of. */
  const apply = () => {
    const { words, stage, remarks } = chosen();
    const narrow = words.length > 0 || remarks;
    let shown = 0;
    for (const one of stages) {
      const isWanted = stage === "" || one.stage.id === stage;
      let some = 0;
      for (const row of one.rows) {
        const match =
          isWanted && (!remarks || "remarks" in row.dataset) && words.every((word) => textOf(row).includes(word));
        row.hidden = !match;
        if (match) some += 1;
      }
      one.stage.hidden = !isWanted || (narrow && some === 0);
      if (one.number) one.number.textContent = numberOf(some, one.rows.length);
      shown += some;
    }
    found.textContent = `${numberOf(shown, rows.length)} ${rows.length === 1 ? "site" : "sites"}`;
  };

  let waiting = 0;
  search.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(apply, 120);
  });
  form.addEventListener("change", ({ target }) => {
    if (target !== search) apply();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => window.setTimeout(apply));
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    if (event.key === "Escape" && event.target === search) form.reset();
  });
  form.closest(".bar").hidden = false;
  apply();
})();
