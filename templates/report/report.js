// Filters the demands and folds them. The report is complete without it: the controls are shown only where it runs.
"use strict";
(() => {
  const rules = Array.from(document.querySelectorAll("[data-group] > details"));
  const controls = document.querySelector("[data-filter-controls]");
  if (!controls || rules.length === 0) return;

  const search = controls.querySelector("input[type=search]");
  const boxes = Array.from(controls.querySelectorAll("[data-filter-state]"));
  const shown = controls.querySelector("[data-filter-shown]");
  const groups = Array.from(document.querySelectorAll("[data-group]"));
  const texts = new Map();

  // Read when first needed: a page with thousands of demands opens at once.
  const text = (rule) => {
    if (!texts.has(rule)) texts.set(rule, rule.textContent.toLowerCase());
    return texts.get(rule);
  };

  const apply = () => {
    const states = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.filterState));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const rule of rules) {
      const fits = states.has(rule.parentElement.dataset.group) && words.every((word) => text(rule).includes(word));
      rule.hidden = !fits;
      if (fits) count += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector("details:not([hidden])");
    shown.textContent = String(count);
  };

  const fold = (open) => {
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
