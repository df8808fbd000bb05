// Search, filters and deep links. The page says everything without this script, too.

(() => {
  const form = document.querySelector(".bar form");
  // Without anything to look for, there is no search.
  if (!form) return;
  const search = form.elements.namedItem("search");
  const found = form.querySelector("output");
  const items = [...document.querySelectorAll(".stack .item")];
  const sizeOf = (some) => some.reduce((sum, { dataset }) => sum + Number(dataset.number), 0);
  const total = sizeOf(items);
  /** The numbers in the headings of those parts that hold entries. */
  const numbers = [...document.querySelectorAll(".stack .part")]
    .map((part) => ({ place: part.querySelector(".number"), entries: [...part.querySelectorAll(".item")] }))
    .filter(({ entries }) => entries.length > 0)
    .map((part) => ({ ...part, all: sizeOf(part.entries) }));
  /** Whatever goes away when nothing in it is left; the inner ones come after those around them. */
  const frames = [...document.querySelectorAll(".stack, .part")].reverse();
  const noise = [...document.querySelectorAll("details.noise")];
  const folds = () => [...document.querySelectorAll(".stack details")];

  /** What is searched in, made when it is first needed: of a big report, it takes a moment. */
  const texts = new Map();
  const textOf = (item) => {
    let text = texts.get(item);
    if (text === undefined) {
      const names = [...item.querySelectorAll(".address, .path, .type")].map((name) => name.textContent);
      text = [item.closest(".stack").dataset.stack, ...names].join("\n").toLowerCase();
      texts.set(item, text);
    }
    return text;
  };

  /** A filter that would find nothing is not there. */
  const isChecked = (name) => form.elements.namedItem(name)?.checked ?? false;

  const chosen = () => ({
    words: search.value.toLowerCase().split(/\s+/).filter(Boolean),
    kinds: new Set([...form.querySelectorAll('input[name="kind"]:checked')].map(({ value }) => value)),
    stack: form.elements.namedItem("stack").value,
    dangers: isChecked("dangers"),
    noise: isChecked("noise"),
  });

  const matches = (item, { words, kinds, stack, dangers }) =>
    (kinds.size === 0 || kinds.has(item.dataset.kind)) &&
    (!dangers || item.dataset.danger !== undefined) &&
    (stack === "" || item.closest(".stack").id === stack) &&
    words.every((word) => textOf(item).includes(word));

  const isNarrow = ({ words, kinds, stack, dangers }) => words.length > 0 || kinds.size > 0 || stack !== "" || dangers;

  /** A stack that is chosen stays with all that it says, although it has nothing to filter. */
  const isAskedFor = (frame, { words, kinds, stack, dangers }) =>
    words.length === 0 && kinds.size === 0 && !dangers && frame.closest(".stack").id === stack;

  const number = (value) => String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");

  /** Shows what matches, and what is around it. */
  const apply = () => {
    const wanted = chosen();
    const narrow = isNarrow(wanted);
    const kept = new Set();
    for (const item of items) {
      const match = !narrow || matches(item, wanted);
      item.hidden = !match;
      if (!match) continue;
      for (let frame = item.parentElement?.closest(".part, .stack"); frame; ) {
        if (kept.has(frame)) break;
        kept.add(frame);
        frame = frame.parentElement?.closest(".part, .stack");
      }
    }
    for (const frame of frames) frame.hidden = narrow && !kept.has(frame) && !isAskedFor(frame, wanted);
    for (const { place, all, entries } of numbers) {
      const some = sizeOf(entries.filter(({ hidden }) => !hidden));
      place.textContent = some === all ? number(all) : `${number(some)} of ${number(all)}`;
    }
    for (const fold of noise) fold.open = wanted.noise || (narrow && kept.has(fold.closest(".part")));
    const shown = sizeOf(items.filter(({ hidden }) => !hidden));
    const all = number(total);
    found.textContent = narrow ? `${number(shown)} of ${all} entries match` : `${all} entries`;
    return narrow;
  };

  /** What is looked for should be seen, wherever the reader was. */
  const showResults = () => {
    const top = document.getElementById("details").getBoundingClientRect().top;
    if (top < 0 || top > window.innerHeight / 2) document.getElementById("details").scrollIntoView({ block: "start" });
  };

  const clear = () => {
    form.reset();
    apply();
  };

  /** Opens what a link leads to, even when a filter hides it. */
  const reveal = () => {
    let id = "";
    try {
      id = decodeURIComponent(window.location.hash.slice(1));
    } catch {
      return;
    }
    const target = id === "" ? null : document.getElementById(id);
    if (!target) return;
    if (target.closest("[hidden]")) clear();
    for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
    target.scrollIntoView({ block: "start" });
    const place = target.querySelector(":scope > summary") ?? target;
    if (place === target && !target.hasAttribute("tabindex")) target.tabIndex = -1;
    place.focus({ preventScroll: true });
  };

  let waiting = 0;
  search.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      if (apply()) showResults();
    }, 120);
  });
  form.addEventListener("change", ({ target }) => {
    if (target !== search && apply()) showResults();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => window.setTimeout(apply));
  form.querySelector("[data-do=open]").addEventListener("click", () => {
    for (const fold of folds()) fold.open = true;
  });
  form.querySelector("[data-do=close]").addEventListener("click", () => {
    for (const fold of folds()) fold.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    if (event.key === "Escape" && event.target === search) clear();
  });
  window.addEventListener("hashchange", reveal);

  const bar = form.closest(".bar");
  bar.hidden = false;
  // What a link leads to must not end up behind the bar, however high that is on this screen.
  new ResizeObserver(() => {
    const isSticky = window.getComputedStyle(bar).position === "sticky";
    document.documentElement.style.scrollPaddingTop = `${isSticky ? bar.offsetHeight + 12 : 12}px`;
  }).observe(bar);
  apply();
  reveal();
})();
