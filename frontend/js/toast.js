import { $, $$ } from "./dom.js";

/** Say that something happened, for eight seconds; with `action`, offer a way back. */
export function toast(text, action, onAction) {
  const box = $(".pr-toasts") || document.body.appendChild(Object.assign(document.createElement("div"), { className: "pr-toasts" }));
  box.setAttribute("role", "status");
  const note = Object.assign(document.createElement("div"), { className: "pr-toast" });
  note.append(text);
  if (action) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: action });
    button.addEventListener("click", () => { note.remove(); onAction?.(); });
    note.append(button);
  }
  box.append(note);
  setTimeout(() => note.remove(), 8000);
}
$$("[data-toast]").forEach((button) => button.addEventListener("click", () => toast(button.dataset.toast, button.dataset.undo)));
