import { $, $$ } from "./dom.js";

/* Search with suggestions. The list (data-find="/cari.json") is fetched on first focus only; without scripts
   the form submits. Rows: {"name", "detail", "index", "step", "url"}; a badge is cloned from #t-badges. */
const SHOWN = 6;
const matches = (row, words) => words.every((word) => `${row.name} ${row.detail || ""}`.toLowerCase().includes(word));
const badge = (step) => $("#t-badges")?.content.children[step - 1]?.cloneNode(true);
const element = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};
function option(row, id, selected) {
  const detail = element("span", { className: "sub small" }, row.detail || "");
  const item = element("li", { id }, element("span", { className: "grow" },
    element("span", { className: "strong" }, row.name), element("br"), detail));
  if (row.index) item.append(element("b", { className: "num" }, String(row.index).replace(".", ",")));
  const mark = row.step && badge(row.step);
  if (mark) item.append(mark);
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", selected);
  return item;
}
$$("form[data-find]").forEach((form) => {
  const input = $("input[role=combobox]", form), list = $("[role=listbox]", form);
  let rows = null, at = -1, found = [];
  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const load = async () => {
    if (rows) return;
    rows = [];
    try { rows = await (await fetch(form.dataset.find)).json(); } catch { rows = null; }
    draw();
  };
  function draw() {
    const wanted = input.value.trim().toLowerCase();
    if (wanted.length < 2 || !rows?.length) return close();
    found = rows.filter((row) => matches(row, wanted.split(/\s+/)))
      .sort((a, b) => !a.name.toLowerCase().includes(wanted) - !b.name.toLowerCase().includes(wanted)).slice(0, SHOWN);
    list.replaceChildren(...found.map((row, i) => option(row, `${list.id}-${i}`, i === at)));
    if (!found.length) list.append(option({ name: list.dataset.none || "" }, `${list.id}-0`, false));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }
  const go = (row) => { if (row.url) location.href = row.url; else { input.value = row.name; close(); form.requestSubmit(); } };
  input.addEventListener("focus", load);
  input.addEventListener("input", () => { at = -1; load(); draw(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (event.key === "Enter" && at > -1 && found[at]) { event.preventDefault(); return go(found[at]); }
    if (!/^Arrow(Down|Up)$/.test(event.key) || !found.length) return undefined;
    event.preventDefault();
    at = (at + (event.key === "ArrowDown" ? 1 : found.length - (at < 0 ? 0 : 1)) + found.length) % found.length;
    draw();
    input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
    return undefined;
  });
  list.addEventListener("mousedown", (event) => {
    const item = event.target.closest("li"), row = item && found[Array.from(list.children).indexOf(item)];
    if (row) { event.preventDefault(); go(row); }
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
});
