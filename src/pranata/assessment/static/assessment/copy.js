// Copy buttons beside read-only texts. Without this script the texts are selected and copied by hand.
(() => {
  "use strict";
  const say = (button, text) => {
    button.parentElement.querySelector("[data-copy-said]").textContent = text;
  };
  for (const button of document.querySelectorAll("[data-copy]")) {
    const words = button.closest("[data-copied]").dataset;
    const field = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        say(button, words.copied);
      } catch {
        // No permission, or no secure connection: what is selected can still be copied by key.
        field.focus();
        field.select();
        say(button, words.failed);
      }
    });
  }
})();
