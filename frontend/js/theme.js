import { $$, root } from "./dom.js";

/* Theme: follows the system until the person chooses. */
function toggle() {
  const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
  root.dataset.bsTheme = theme;
  try { localStorage.tema = theme; } catch { /* private mode */ }
  document.dispatchEvent(new Event("tema"));
}
$$("[data-theme-toggle]").forEach((button) => button.addEventListener("click", toggle));
