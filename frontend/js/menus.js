import { $, $$ } from "./dom.js";

/* Menus close on Escape (focus returns to their button) and on a click elsewhere. */
const open = () => $$("details.pr-menu[open]");
document.addEventListener("click", (event) => open().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") open().forEach((menu) => { menu.open = false; $("summary", menu).focus(); });
});
