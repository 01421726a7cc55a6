import { $, $$ } from "./dom.js";

/* Tabs by the ARIA pattern: arrows move, Home and End jump. */
$$("[role=tablist]").forEach((list) => {
  const tabs = $$("[role=tab]", list);
  const show = (chosen, focus) => {
    tabs.forEach((tab) => {
      const on = tab === chosen, panel = document.getElementById(tab.getAttribute("aria-controls"));
      tab.setAttribute("aria-selected", on);
      tab.tabIndex = on ? 0 : -1;
      if (panel && !list.dataset.panes) panel.hidden = !on;
    });
    if (list.dataset.panes) $(list.dataset.panes).dataset.show = tabs.indexOf(chosen) + 1;
    if (focus) chosen.focus();
  };
  list.addEventListener("click", (event) => { const tab = event.target.closest("[role=tab]"); if (tab) show(tab); });
  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(document.activeElement), last = tabs.length - 1;
    const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
    if (at > -1 && next !== undefined) { event.preventDefault(); show(tabs[next], true); }
  });
});
