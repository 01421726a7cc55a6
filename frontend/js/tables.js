import { $, $$ } from "./dom.js";

/* A segment that filters table rows; data-max keeps the list short. */
$$("[data-filter]").forEach((group) => {
  const table = $(group.dataset.filter), max = +table.dataset.max || 1e9;
  group.addEventListener("click", (event) => {
    const chosen = event.target.closest("button");
    if (!chosen) return;
    $$("button", group).forEach((button) => button.setAttribute("aria-pressed", button === chosen));
    let shown = 0;
    $$("tbody tr", table).forEach((row) => {
      const fits = (!chosen.dataset.v || row.dataset.k === chosen.dataset.v) && shown < max;
      if (fits) shown++;
      row.hidden = !fits;
    });
  });
});

/* Sorting on the page, only where all rows are on it; a link head is sorted by the server. */
const key = (row, column) => {
  const cell = row.cells[column], value = cell.dataset.v ?? cell.textContent.trim();
  return value === "" || isNaN(value) ? value.toLowerCase() : +value;
};
$$("table[data-sort]").forEach((table) => $$("button.pr-sort", table).forEach((button) => button.addEventListener("click", () => {
  const head = button.closest("th"), up = head.getAttribute("aria-sort") !== "ascending", body = table.tBodies[0];
  $$("th[aria-sort]", table).forEach((other) => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  $$("tr", body).sort((a, b) => {
    const x = key(a, head.cellIndex), y = key(b, head.cellIndex);
    return (x < y ? -1 : x > y ? 1 : 0) * (up ? 1 : -1);
  }).forEach((row) => body.append(row));
})));

/* A box that narrows the rows of the page by their text. */
$$("[data-search-rows]").forEach((input) => {
  const table = $(input.dataset.searchRows), count = input.dataset.count && $(input.dataset.count);
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase();
    let shown = 0;
    $$("tbody tr", table).forEach((row) => {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
      if (!row.hidden) shown++;
    });
    if (count) count.textContent = shown;
  });
});

/* Filters send themselves when changed; without scripts their button does. */
$$("form[data-autosubmit]").forEach((form) => form.addEventListener("change", () => form.requestSubmit()));
