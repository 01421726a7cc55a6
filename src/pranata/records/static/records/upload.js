/* Sending files in pieces (tus 1.0.0), so that a bad line costs seconds and not the file. The form works
   without this: then the browser sends everything at once. */
(() => {
  "use strict";
  const box = document.querySelector("[data-uploads]");
  if (!box || !window.fetch || !window.AbortController) return;
  const form = box.closest("form"), input = box.querySelector("input[type=file]");
  const list = box.querySelector("[data-upload-list]"), wait = box.querySelector("[data-upload-wait]");
  const say = box.dataset, endings = say.accept.split(","), limit = Number(say.limit);
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const SMALLEST = 256 << 10, LARGEST = 8 << 20, AIM_MS = 4000, PAUSES = [500, 1000, 2000, 4000, 8000, 15000];
  const size = (n) => (n >= 1e6 ? `${(n / 1e6).toLocaleString("id-ID", { maximumFractionDigits: 1 })} MB` : `${Math.ceil(n / 1e3).toLocaleString("id-ID")} KB`);
  const sleep = (ms) => new Promise((done) => { const t = setTimeout(done, ms); addEventListener("online", () => { clearTimeout(t); done(); }, { once: true }); });
  const make = (tag, props = {}, ...inside) => { const e = Object.assign(document.createElement(tag), props); e.append(...inside); return e; };
  const memory = {
    key: (file) => `pranata:unggahan:${file.name}:${file.size}:${file.lastModified}`,
    get(file) { try { return localStorage.getItem(this.key(file)); } catch { return null; } },
    set(file, url) { try { localStorage.setItem(this.key(file), url); } catch { /* private mode */ } },
    drop(file) { try { localStorage.removeItem(this.key(file)); } catch { /* private mode */ } },
  };
  const pending = new Set();

  class Refused extends Error {}
  class Cut extends Error {}

  async function ask(method, url, headers, body, signal) {
    let answer;
    try {
      answer = await fetch(url, { method, body, signal, redirect: "manual", headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token, Accept: "application/json", ...headers } });
    } catch (error) { throw signal.aborted ? error : new Cut(); }
    if (answer.type === "opaqueredirect") throw new Refused(say.expired);
    if (answer.status >= 500 || answer.status === 423 || answer.status === 460) throw new Cut();
    if (answer.ok || answer.status === 409 || answer.status === 404) return answer;
    const told = await answer.json().catch(() => ({}));
    throw new Refused([told.what, told.remedy].filter(Boolean).join(" ") || say.expired);
  }

  const word = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  async function checksum(bytes) {
    if (!window.crypto?.subtle) return {};
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return { "Upload-Checksum": `sha256 ${btoa(String.fromCharCode(...digest))}` };
  }

  class Sending {
    constructor(file) {
      this.file = file; this.stop = new AbortController(); this.piece = 1 << 20;
      this.bar = make("i"); this.percent = make("span", { className: "num", textContent: "0%" });
      this.meter = make("span", { className: "pr-meter" }, this.bar);
      Object.entries({ role: "progressbar", "aria-valuemin": "0", "aria-valuemax": "100", "aria-valuenow": "0", "aria-label": say.sending.replace("{name}", file.name) }).forEach(([k, v]) => this.meter.setAttribute(k, v));
      this.note = make("div", { className: "small sub", textContent: `${say.waiting}, ${size(file.size)}` });
      this.body = make("div", { className: "grow" }, make("b", { className: "strong", textContent: file.name, style: "overflow-wrap:anywhere" }), make("div", { className: "pr-meter-row small" }, this.meter, this.percent), this.note);
      this.button = make("button", { className: "btn btn-sm btn-ghost", type: "button", textContent: say.cancel });
      this.button.append(make("span", { className: "visually-hidden", textContent: ` ${file.name}` }));
      this.button.addEventListener("click", () => this.cancel());
      this.ext = make("span", { className: "pr-ext", textContent: (file.name.split(".").pop() || "").slice(0, 4).toUpperCase() });
      this.ext.setAttribute("aria-hidden", "true");
      this.row = make("li", {}, this.ext, this.body, this.button);
      list.append(this.row);
      pending.add(this);
    }

    tell(offset) {
      const done = Math.floor((offset / this.file.size) * 100);
      this.bar.style.width = `${done}%`; this.percent.textContent = `${done}%`;
      this.meter.setAttribute("aria-valuenow", done);
    }

    async run() {
      const { file } = this;
      if (!endings.some((e) => file.name.toLowerCase().endsWith(e))) return this.refuse(say.kindText);
      if (file.size > limit) return this.refuse(say.limitText.replace("{size}", size(file.size)));
      for (let tries = 0; ;) {
        try { await this.through(() => { tries = 0; }); return this.done(); } catch (error) {
          if (this.stop.signal.aborted) return null;
          if (error instanceof Refused) return this.refuse(error.message);
          if (!(error instanceof Cut)) throw error;
          this.note.textContent = say.cut; this.piece = SMALLEST;
          await sleep(PAUSES[Math.min(tries, PAUSES.length - 1)]); tries += 1;
        }
      }
    }

    async through(progressed) {
      const { file } = this, { signal } = this.stop;
      let offset = await this.resume();
      while (offset < file.size) {
        this.tell(offset);
        this.note.textContent = `${size(offset)} / ${size(file.size)}`;
        const bytes = await file.slice(offset, offset + this.piece).arrayBuffer(), began = performance.now();
        if (offset + bytes.byteLength === file.size) this.note.textContent = say.checking;
        const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset), ...(await checksum(bytes)) };
        const answer = await ask("PATCH", this.url, headers, bytes, signal);
        if (answer.status === 404) { memory.drop(file); this.url = null; throw new Cut(); }
        offset = Number(answer.headers.get("Upload-Offset"));
        progressed();
        /* As much as the line carries in a few seconds: a cut never costs more than that. */
        const pace = AIM_MS / Math.max(performance.now() - began, 1);
        this.piece = Math.round(Math.min(LARGEST, Math.max(SMALLEST, this.piece * Math.min(2, pace))));
      }
    }

    async resume() {
      const { file } = this, { signal } = this.stop;
      this.url = this.url || memory.get(file);
      if (this.url) {
        const known = await ask("HEAD", this.url, {}, undefined, signal);
        const offset = Number(known.headers.get("Upload-Offset"));
        if (known.ok && Number(known.headers.get("Upload-Length")) === file.size) {
          if (offset < file.size) return offset;
          /* All had come, but nobody heard the answer: an empty piece asks for the verdict again. */
          await ask("PATCH", this.url, { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) }, new ArrayBuffer(0), signal);
          return offset;
        }
        memory.drop(file); this.url = null;
      }
      const begun = await ask("POST", say.url, { "Upload-Length": String(file.size), "Upload-Metadata": `filename ${word(file.name)}` }, undefined, signal);
      this.url = begun.headers.get("Location");
      memory.set(file, this.url);
      return 0;
    }

    done() {
      this.tell(this.file.size); pending.delete(this);
      this.note.textContent = `${say.done}, ${size(this.file.size)}`;
      this.body.querySelector(".pr-meter-row").remove();
      const id = this.url.split("/").filter(Boolean).pop();
      this.row.append(make("input", { type: "hidden", name: "unggahan", value: id }));
      const title = form.querySelector("[name=title]");
      if (title && !title.value) title.value = this.file.name.replace(/\.[^.]+$/, "").replace(/[_-]+/g, " ").trim();
      memory.drop(this.file); settled();
    }

    refuse(text) {
      pending.delete(this);
      this.body.querySelector(".pr-meter-row")?.remove();
      this.note.className = "small down"; this.note.textContent = text;
      this.ext.style.cssText = "color:var(--pr-red-ink);border-color:var(--pr-red-line);background:var(--pr-red-soft)";
      memory.drop(this.file); settled();
    }

    cancel() {
      this.stop.abort(); pending.delete(this); memory.drop(this.file);
      if (this.url) fetch(this.url, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token } }).catch(() => {});
      this.row.remove(); settled(); input.focus();
    }
  }

  function settled() { if (!pending.size) { wait.hidden = true; wait.textContent = ""; } }

  /* Two at a time: more would only share the same line. */
  const queue = []; let running = 0;
  function next() {
    while (running < 2 && queue.length) {
      running += 1;
      queue.shift().run().finally(() => { running -= 1; next(); });
    }
  }

  function take(files) {
    const chosen = input.multiple ? Array.from(files) : Array.from(files).slice(0, 1);
    if (!input.multiple && chosen.length) list.querySelectorAll("li").forEach((row) => row.querySelector("button")?.click() ?? row.remove());
    chosen.forEach((file) => queue.push(new Sending(file)));
    input.value = "";
    next();
  }

  input.addEventListener("change", () => take(input.files));
  const drop = box.querySelector("[data-drop]");
  ["dragover", "dragleave", "drop"].forEach((kind) => drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle("is-over", kind === "dragover");
    if (kind === "drop") take(event.dataTransfer.files);
  }));
  form.addEventListener("submit", (event) => {
    if (!pending.size) return;
    event.preventDefault(); event.stopImmediatePropagation();
    wait.hidden = false; wait.textContent = say.first;
  }, { capture: true });
  addEventListener("beforeunload", (event) => { if (pending.size) event.preventDefault(); });
})();
