import { $, $$ } from "./dom.js";

/* After a refused form: focus on the summary, so that a reader hears it first. */
$$("[data-error-summary]").find((box) => !box.closest("[data-quiet]"))?.focus();

/* A submitted button keeps its width, says what it does, and cannot be pressed twice. */
$$("form").forEach((form) => form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.dataset.busy) return;
  button.style.minWidth = `${button.offsetWidth}px`;
  button.setAttribute("aria-busy", "true");
  button.textContent = button.dataset.busy;
  setTimeout(() => { button.disabled = true; });
}));

/* Letters left in a text: data-count-for="id", data-limit="3000". */
$$("[data-count-for]").forEach((out) => {
  const field = document.getElementById(out.dataset.countFor), shown = (n) => n.toLocaleString("id-ID");
  const tell = () => { out.textContent = out.dataset.text.replace("{n}", shown(field.value.length)).replace("{max}", shown(+out.dataset.limit)); };
  field?.addEventListener("input", tell);
});

/* The filled part of a slider. */
$$("input[type=range].form-range").forEach((range) => {
  const fill = () => range.style.setProperty("--fill", `${((range.value - range.min) / (range.max - range.min)) * 100}%`);
  range.addEventListener("input", fill);
  fill();
});
