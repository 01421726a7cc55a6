/* Saving the note while it is written. The form works without this. What is typed stays on the device until
   the server has said that it is saved. Every word comes from the page, in its language. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-note]");
  if (!form) return;
  const read = document.querySelector("input[name=dibaca]");
  const box = form.querySelector("[data-save]"), text = form.elements.memori, version = form.elements.versi;
  const key = `pranata:memori:${form.action}`, WAIT_MS = 900, RETRY_MS = 10000;
  let timer = 0, running = false, again = false;
  const keep = () => { try { localStorage.setItem(key, JSON.stringify({ text: text.value, version: version.value })); } catch { /* private mode */ } };
  const kept = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const drop = () => { try { localStorage.removeItem(key); } catch { /* private mode */ } };
  const say = (words, warn) => { box.textContent = words; box.style.color = warn ? "var(--pr-amber-ink)" : ""; };

  const fields = () => { const sent = new FormData(form); if (read) sent.append("dibaca", read.value); return sent; };

  async function save() {
    if (running) { again = true; return; }
    running = true;
    say(box.dataset.saving);
    let response, answer = {};
    try {
      response = await fetch(form.action, { method: "POST", body: fields(), headers: { Accept: "application/json" } });
      answer = await response.json();
    } catch { response = null; }
    running = false;
    if (response && response.ok && answer.version) {
      version.value = answer.version;
      if (read && answer.read) read.value = answer.read;
      if (!again) { drop(); say(box.dataset.saved.replace("{time}", answer.at)); }
    } else if (answer.what) {
      say(`${answer.what} ${answer.remedy || ""}`, true);
    } else {
      say(box.dataset.offline, true);
      clearTimeout(timer);
      timer = setTimeout(save, RETRY_MS);
    }
    if (again) { again = false; save(); }
  }

  const waiting = kept();
  if (waiting && waiting.version === version.value && waiting.text !== text.value) {
    text.value = waiting.text;
    say(box.dataset.restored, true);
    save();
  } else if (waiting) drop();
  text.addEventListener("input", () => { keep(); clearTimeout(timer); timer = setTimeout(save, WAIT_MS); });
  form.addEventListener("submit", () => { clearTimeout(timer); drop(); });
  addEventListener("online", () => { if (kept()) save(); });
})();
