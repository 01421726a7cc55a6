/* The assessor's screen: saving while judging, evidence and pages without reloading, everything by keyboard.
   The page works without this: levels and texts are a form, files and pages are links. */
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const panel = one("[data-judging]");
  if (!panel) return;

  /* Three tabs where there is no room for three panes; before scripts run they stand below each other. */
  const tabs = one(".pr-panes-tabs");
  tabs.hidden = false;
  const show = (place) => { const tab = one(`#tb${place}`); if (tabs.offsetParent) tab.click(); };
  panel.dataset.show = "3";

  /* Evidence: one file at a time, one page at a time. */
  const files = all("[data-viewer]");
  const current = () => files.find((file) => !file.hidden);
  function turn(file, page) {
    const at = Math.min(Math.max(page, 1), +file.dataset.pages);
    file.dataset.at = at;
    const picture = one("[data-pages-at]", file);
    if (!picture) return;
    const address = picture.dataset.pagesAt.replace(/0\.png$/, `${at}.png`);
    if (!picture.src.endsWith(address)) picture.src = address;
    one("[data-page-text]", file).textContent = `${at} / ${file.dataset.pages}`;
  }
  function look(place) {
    const wanted = files.find((file) => file.dataset.viewer === String(place));
    if (!wanted) return;
    files.forEach((file) => { file.hidden = file !== wanted; });
    all(".pr-viewer-bar [data-file]").forEach((link) => {
      if (link.dataset.file === String(place)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    turn(wanted, +wanted.dataset.at);
  }
  all("[data-file]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    look(link.dataset.file);
    show(2);
  }));
  all("[data-page-step]").forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    const file = link.closest("[data-viewer]");
    turn(file, +file.dataset.at + +link.dataset.pageStep);
  }));
  const besides = (by) => {
    const at = files.indexOf(current());
    if (files.length) look(files[(at + by + files.length) % files.length].dataset.viewer);
  };

  /* Help. */
  const help = one("[data-help]");
  const opener = one("[data-help-open]");
  if (help.showModal) {
    opener.hidden = false;
    opener.addEventListener("click", () => help.showModal());
    one("[data-help-close]", help).addEventListener("click", () => help.close());
  }

  /* The verdict. */
  const form = one("form[data-verdict]");
  const radios = form ? all("input[type=radio][name=tingkat]", form) : [];
  if (form) judging();

  function judging() {
    const box = one("[data-save]", form), words = one("[data-save-text]", box), text = box.dataset;
    const version = one("[name=versi]", form), lacks = one("[data-lacks]", form);
    const typed = one("input:not([type=radio])[name=tingkat]", form);
    const fields = ["fakta", "analisis", "justifikasi"].map((name) => form.elements[name]);
    const key = `pranata:nilai:${panel.dataset.account}:${panel.dataset.key}`;
    const level = () => (typed ? typed.value : radios.find((radio) => radio.checked)?.value ?? null);
    const read = () => ({ tingkat: level(), ...Object.fromEntries(fields.map((field) => [field.name, field.value])) });
    const keep = () => { try { localStorage.setItem(key, JSON.stringify({ ...read(), versi: version.value })); } catch { /* private mode */ } };
    const drop = () => { try { localStorage.removeItem(key); } catch { /* private mode */ } };
    const kept = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
    one("[data-keys-help]", form).hidden = false;

    function say(said, warn = false) {
      box.hidden = false;
      box.style.color = warn ? "var(--pr-amber-ink)" : "";
      words.textContent = said;
    }
    function effect() {
      const now = level();
      all("[data-effect]", form).forEach((line) => { line.hidden = line.dataset.effect !== (now ?? ""); });
      all(".pr-keys label", form).forEach((label) => label.classList.toggle("on", one("input", label).checked));
    }
    function lacking(said) {
      lacks.hidden = !said;
      lacks.style.display = said ? "flex" : "";
      lacks.textContent = said;
      form.elements.justifikasi.classList.toggle("is-invalid", Boolean(said));
      form.elements.justifikasi.toggleAttribute("aria-invalid", Boolean(said));
    }
    function write(values) {
      if (typed) typed.value = values.tingkat ?? "";
      radios.forEach((radio) => { radio.checked = radio.value === values.tingkat; });
      fields.forEach((field) => { field.value = values[field.name] ?? ""; });
      effect();
    }

    let running = false, again = false, dirty = false, timer = 0, leaving = false;
    async function save() {
      if (running) { again = true; return; }
      running = true;
      dirty = false;
      clearTimeout(timer);
      say(text.saving);
      const answer = await send();
      running = false;
      if (leaving) return;
      if (answer.state === "saved") {
        version.value = answer.version;
        lacking(answer.lacks);
        if (again || dirty || answer.lacks) keep(); else drop();
        say(text.saved.replace("{time}", answer.at));
      } else if (answer.state === "conflict") conflict(answer);
      else if (answer.state === "expired") say(text.expired, true);
      else if (answer.state === "offline") { say(text.offline, true); timer = setTimeout(save, 10000); }
      else say([answer.what, answer.why].filter(Boolean).join(" ") || text.offline, true);
      if (again) { again = false; save(); }
    }
    async function send() {
      const body = new FormData();
      Object.entries(read()).forEach(([name, value]) => { if (value !== null) body.append(name, value); });
      body.append("versi", version.value);
      body.append("csrfmiddlewaretoken", one("[name=csrfmiddlewaretoken]", form).value);
      let response;
      try { response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }); }
      catch { return { state: "offline" }; }
      if (response.redirected || response.status === 401) return { state: "expired" };
      let answer;
      try { answer = await response.json(); } catch { return { state: response.ok ? "expired" : "offline" }; }
      if (answer.state) return answer;
      return response.status >= 500 ? { state: "offline" } : { state: "refused", ...answer };
    }
    /* Two at once: what the other saved stays in sight until one of both is chosen. */
    function conflict(theirs) {
      say(theirs.what, true);
      const place = one("[data-conflict]");
      const note = Object.assign(document.createElement("div"), { tabIndex: -1 });
      note.classList.add("pr-note", "n-warn");
      note.setAttribute("role", "alert");
      const inner = document.createElement("div");
      const line = (said) => inner.append(Object.assign(document.createElement("p"), { textContent: said }));
      line(theirs.what);
      line(`${theirs.tingkat}${theirs.justifikasi ? `, “${theirs.justifikasi}”` : ""}`);
      const choose = (label, act) => {
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
        button.classList.add("btn", "btn-sm");
        button.addEventListener("click", () => { version.value = theirs.version; place.textContent = ""; act(); });
        inner.append(button, " ");
      };
      choose(text.theirs, () => { write(theirs); drop(); say(""); });
      choose(text.mine, save);
      note.append(inner);
      place.replaceChildren(note);
      note.focus();
    }
    function soon(wait) {
      dirty = true;
      keep();
      clearTimeout(timer);
      timer = setTimeout(save, wait);
    }
    const waiting = kept(), now = read();
    if (waiting && Object.keys(now).some((name) => (waiting[name] ?? "") !== (now[name] ?? ""))) {
      write(waiting);
      version.value = waiting.versi ?? version.value;
      say(text.restored, true);
      soon(400);
    } else drop();
    effect();
    radios.forEach((radio) => radio.addEventListener("change", () => { effect(); soon(0); }));
    if (typed) typed.addEventListener("input", () => soon(800));
    fields.forEach((field) => field.addEventListener("input", () => soon(800)));
    addEventListener("online", () => { if (kept()) save(); });
    form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });

    const quote = one("[data-quote]", form);
    quote.hidden = !files.length;
    quote.addEventListener("click", cite);
    function cite() {
      const file = current();
      if (!file) return;
      const said = `(${file.dataset.title}${+file.dataset.pages > 1 ? `, ${text.page} ${file.dataset.at}` : ""})`;
      const fact = form.elements.fakta;
      fact.value = `${fact.value.trimEnd()}${fact.value.trim() ? " " : ""}${said} `;
      show(3);
      fact.focus();
      soon(800);
    }
    form.cite = cite;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target.closest("textarea, select, input:not([type=radio])")) return;
    const follow = (link) => { if (link) location.href = link.href; };
    const chosen = radios.find((radio) => radio.value === event.key);
    if (chosen) {
      show(3);
      chosen.checked = true;
      chosen.focus({ preventScroll: true });
      chosen.dispatchEvent(new Event("change", { bubbles: true }));
      return;
    }
    const acts = {
      j: () => { besides(1); show(2); },
      h: () => { besides(-1); show(2); },
      n: () => follow(one("[data-after]")),
      p: () => follow(one("[data-before]")),
      k: () => form?.cite(),
      s: () => form?.requestSubmit(),
      t: () => one(".pr-was", form ?? document)?.closest("label").querySelector("input").click(),
      "?": () => help.showModal?.(),
    };
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) { event.preventDefault(); act(); return; }
    const file = current();
    if (file && file.dataset.how === "pdf" && event.target.closest("#p2") && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      turn(file, +file.dataset.at + (event.key === "ArrowDown" ? 1 : -1));
    }
  });
})();
