// Filters the demands and folds them. The report is complete without it: the controls are shown only where it runs.
"use strict";
(() => {
  const rules = Array.from(document.querySelectorAll("[data-group] > details"));
  const controls = document.querySelector("[data-filter-controls]");
  if (!controls || rules.length === 0) return;

  const search = controls.querySelector("input[type=search]");
  const boxes = Array.from(controls.querySelectorAll("[data-filter-state]"));
  const severityBoxes = Array.from(controls.querySelectorAll("[data-filter-severity]"));
  const area = controls.querySelector("[data-filter-area]");
  const shown = controls.querySelector("[data-filter-shown]");
  const groups = Array.from(document.querySelectorAll("[data-group]"));
  const texts = new Map();

  // Read when first needed: a page with thousands of demands opens at once.
  const text = (rule) => {
    if (!texts.has(rule)) texts.set(rule, rule.textContent.toLowerCase());
    return texts.get(rule);
  };

  // A demand's line below its title, `area.name · severity`, says both; the page does not carry them twice.
  const fitsByline = (rule, severities) => {
    if (!severities && !area?.value) return true;
    const [id, severity] = rule.querySelector(".byline").textContent.split(" · ");
    return (!severities || severities.has(severity)) && (!area?.value || `${id}.`.startsWith(`${area.value}.`));
  };

  // What is folded as a whole unfolds while somebody looks for something in it.
  const settled = groups.filter((group) => group.matches("details"));
  let foldedBefore = null;
  const unfold = (isSearch) => {
    if (isSearch) {
      foldedBefore ??= settled.filter((group) => !group.open);
      for (const group of settled) group.open = true;
    } else if (foldedBefore) {
      for (const group of foldedBefore) group.open = false;
      foldedBefore = null;
    }
  };

  const apply = () => {
    const states = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.filterState));
    const severities = severityBoxes.every((box) => box.checked)
      ? null
      : new Set(severityBoxes.filter((box) => box.checked).map((box) => box.dataset.filterSeverity));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const rule of rules) {
      const fits =
        states.has(rule.parentElement.dataset.group) &&
        fitsByline(rule, severities) &&
        words.every((word) => text(rule).includes(word));
      rule.hidden = !fits;
      if (fits) count += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector(":scope > details:not([hidden])");
    unfold(words.length > 0 || Boolean(area?.value));
    shown.textContent = String(count);
  };

  const fold = (open) => {
    for (const group of settled) group.open = open;
    foldedBefore = null;
    for (const rule of rules) if (!rule.hidden) rule.open = open;
  };

  // Whoever follows a link to a demand wants to see it.
  const reveal = () => {
    let target = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return;
    }
    const rule = target && target.closest("[data-group] > details");
    if (!rule) return;
    rule.hidden = false;
    rule.parentElement.hidden = false;
    if (rule.parentElement.matches("details")) rule.parentElement.open = true;
    rule.open = true;
    rule.scrollIntoView();
  };

  controls.hidden = false;
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("input", apply);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      search.value = "";
      apply();
    }
  });
  controls.querySelector("[data-action=expand]").addEventListener("click", () => fold(true));
  controls.querySelector("[data-action=collapse]").addEventListener("click", () => fold(false));
  addEventListener("hashchange", reveal);

  // The address leads to the demand that was unfolded last, so that it can be handed on.
  for (const group of groups) {
    group.addEventListener("click", (event) => {
      const rule = event.target.closest("summary")?.parentElement;
      if (!rule || rule.open || !rule.matches("[data-group] > details")) return;
      const name = rule.querySelector(":scope > [id]")?.id;
      if (name) history.replaceState(null, "", `#${name}`);
    });
  }

  // On paper everything is unfolded, in browsers too that do not do so by style.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = Array.from(document.querySelectorAll("details:not([open])"));
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
    folded = [];
  });

  apply();
  reveal();
})();
