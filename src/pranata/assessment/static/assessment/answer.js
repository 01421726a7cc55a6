/* Saving answers while they are made. The forms work without this; it adds saving within a second.
   What is typed is kept on the device until the server has said that it is saved. */
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  /* Every word comes from the page, in its language: see `_words.html`. */
  const TEXT = document.getElementById("answer-words").dataset;
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
  const RETRY_MS = 10000;

  /* One place on the device for each account, assessment and indicator; gone once it is saved. The table keeps
     levels under a name of its own: it knows no notes, and must neither replace nor drop one that waits. */
  const shelf = (account, assessment, number) => {
    const key = `pranata:isian:${account}:${assessment}:${number}`;
    return {
      put(value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* private mode */ } },
      take() { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
      drop() { try { localStorage.removeItem(key); } catch { /* private mode */ } },
    };
  };

  function say(text, { warn = false, link = null } = {}) {
    all("[data-save]").forEach((box) => {
      box.hidden = false;
      box.style.color = warn ? "var(--pr-amber-ink)" : "";
      const words = one("[data-save-text]", box);
      words.textContent = text;
      if (link) words.append(Object.assign(document.createElement("a"), link));
    });
  }

  const signIn = () => ({
    href: `${TEXT.signInAt}?next=${encodeURIComponent(location.pathname + location.search)}`,
    textContent: TEXT.signIn,
  });

  /* Returns the server's answer, or { state: "offline" | "expired" | "refused" }. */
  async function send(url, fields) {
    const body = new FormData();
    Object.entries(fields).forEach(([name, value]) => { if (value !== null) body.append(name, value); });
    body.append("csrfmiddlewaretoken", one("[name=csrfmiddlewaretoken]").value);
    let response;
    try {
      response = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
    } catch { return { state: "offline" }; }
    if (response.redirected || response.status === 401) return { state: "expired" };
    let answer;
    try { answer = await response.json(); } catch { return { state: response.ok ? "expired" : "offline" }; }
    if (answer.state) return answer;
    if (response.status >= 500) return { state: "offline" };
    /* A form older than its sign-in is refused with 403: signing in again gives a fresh one. */
    return response.status === 403 && !answer.remedy ? { state: "expired" } : { state: "refused", ...answer };
  }

  /* Saves one answer after another; while one is on its way the next waits and takes the new version. */
  function saver({ url, part, shelf: kept, read, version, done, conflict, refused }) {
    let running = false, again = false, typed = false, timer = 0, retry = 0;
    async function run() {
      if (running) { again = true; return; }
      running = true;
      typed = false;
      clearTimeout(timer);
      say(TEXT.saving);
      const sent = read();
      const answer = await send(url, { ...sent, versi: version.value, bagian: part });
      running = false;
      if (answer.state === "saved") {
        version.value = answer.version;
        /* Typing went on meanwhile: the device keeps it, on the new version, until it is saved too. */
        if (again || typed) kept.put({ ...read(), versi: version.value });
        else { kept.drop(); say(filled(TEXT.saved, { time: answer.at })); }
        done(answer, sent);
      } else if (answer.state === "conflict") {
        say(TEXT.choose, { warn: true });
        conflict(answer, sent);
      } else if (answer.state === "expired") {
        say(`${TEXT.expired} `, { warn: true, link: signIn() });
      } else if (answer.state === "offline") {
        say(TEXT.offline, { warn: true });
        clearTimeout(retry);
        retry = setTimeout(run, RETRY_MS);
      } else {
        say(answer.what || TEXT.offline, { warn: true });
        if (refused) refused(answer);
      }
      if (again) { again = false; run(); }
    }
    addEventListener("online", () => { if (kept.take()) run(); });
    return {
      soon(wait) {
        typed = true;
        kept.put({ ...read(), versi: version.value });
        clearTimeout(timer);
        timer = setTimeout(run, wait);
      },
      now: run,
    };
  }

  function counted(answered) {
    all("[data-answered]").forEach((box) => { box.textContent = filled(TEXT.counted, { answered, total: box.dataset.answered }); });
  }

  function showConflict(answer, { takeTheirs, keepMine }) {
    const place = one("[data-conflict]");
    place.innerHTML = answer.html;
    one("[data-take-theirs]", place).addEventListener("click", (event) => {
      event.preventDefault();
      place.textContent = "";
      takeTheirs();
    });
    one("[data-keep-mine]", place).addEventListener("click", (event) => {
      event.preventDefault();
      place.textContent = "";
      keepMine();
    });
    one("[data-conflict-panel]", place).focus();
  }

  /* One requirement of an indicator: saves by itself, so that two people at two requirements never meet. */
  function requirement(form, place, moved) {
    const key = place.dataset.req;
    const field = (name) => one(`[name="${name}-${CSS.escape(key)}"]`, place);
    const version = field("versi"), text = field("uraian"), cause = field("sebab");
    const radios = all(`[name="hasil-${CSS.escape(key)}"]`, place);
    const verdict = () => radios.find((radio) => radio.checked)?.value ?? "";
    const read = () => ({ hasil: verdict(), uraian: text.value, sebab: verdict() === "not_met" ? cause.value : "" });
    const write = (value) => {
      radios.forEach((radio) => { radio.checked = radio.value === value.hasil; });
      text.value = value.uraian ?? "";
      cause.value = value.sebab ?? "";
      if (text.value) text.closest("details").open = true;
    };
    const kept = shelf(form.dataset.account, form.dataset.assessment, `${form.dataset.answer}:${key}`);
    const saving = saver({
      url: place.dataset.reqUrl, part: "syarat", shelf: kept, read, version,
      done: moved,
      conflict(answer) {
        const box = one("[data-req-conflict]", place);
        box.innerHTML = answer.html;
        one("[data-take-theirs]", box).addEventListener("click", (event) => {
          event.preventDefault();
          version.value = answer.version;
          write(answer);
          box.textContent = "";
          kept.drop();
          say("");
        });
        one("[data-keep-mine]", box).addEventListener("click", (event) => {
          event.preventDefault();
          version.value = answer.version;
          box.textContent = "";
          saving.now();
        });
        one("[data-conflict-panel]", box).focus();
      },
    });
    const waiting = kept.take();
    const now = read();
    if (waiting && ["hasil", "uraian", "sebab"].some((name) => (waiting[name] ?? "") !== now[name])) {
      write(waiting);
      version.value = waiting.versi ?? version.value;
      say(TEXT.restored, { warn: true });
      saving.soon(400);
    } else { kept.drop(); }
    radios.forEach((radio) => radio.addEventListener("change", () => saving.soon(0)));
    cause.addEventListener("change", () => saving.soon(0));
    text.addEventListener("input", () => saving.soon(800));
  }

  /* Evidence without leaving the page: the same page, shown over this one. Without it the button saves and leads there. */
  function evidenceOver(form) {
    const sheet = one("[data-evidence-sheet]");
    if (!sheet || !sheet.showModal) return;
    const body = one("[data-evidence-body]", sheet);
    let opener = null;
    const parse = (html) => new DOMParser().parseFromString(html, "text/html");
    function show(doc) {
      body.replaceChildren(...one("[data-evidence-part]", doc).childNodes);
      const again = document.createElement("script");
      again.src = sheet.dataset.uploadScript;
      body.append(again);
    }
    /* A page that says why nothing was kept, for one who is signed out or too late: what was typed stays below it. */
    function refused(doc) {
      const said = ["h1", ".lead", "h2 + p"].map((part) => one(`main ${part}`, doc)?.textContent).filter(Boolean);
      const note = Object.assign(document.createElement("p"), { className: "pr-note n-warn", tabIndex: -1, textContent: said.join(". ").replaceAll("..", ".") });
      note.setAttribute("role", "alert");
      one("[role=alert]", body)?.remove();
      body.prepend(note);
      note.focus();
    }
    async function load(url) { show(parse(await (await fetch(url)).text())); }
    function refresh(doc) {
      all("[data-evidence-of]", form).forEach((box) => {
        const fresh = one(`[data-evidence-of="${CSS.escape(box.dataset.evidenceOf)}"]`, doc);
        if (fresh) box.replaceChildren(...fresh.childNodes);
      });
    }
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-evidence-open]");
      if (!button) return;
      event.preventDefault();
      opener = button.dataset.evidenceOpen;
      load(opener).then(() => sheet.showModal()).catch(() => { location.href = opener; });
    });
    sheet.addEventListener("submit", (event) => {
      const sent = event.target.closest("[data-evidence-form], [data-evidence-search]");
      if (!sent) return;
      event.preventDefault();
      const data = new FormData(sent, event.submitter);
      if (sent.hasAttribute("data-evidence-search")) {
        load(`${opener}?${new URLSearchParams(data)}`);
        return;
      }
      fetch(sent.action, { method: "POST", body: data }).then(async (response) => {
        if (response.redirected && !response.url.includes("/indikator/")) { location.href = response.url; return; }
        const doc = parse(await response.text());
        if (one("[data-evidence-part]", doc)) show(doc);
        else if (response.ok) { refresh(doc); sheet.close(); } else refused(doc);
      }).catch(() => say(TEXT.offline, { warn: true }));
    });
    one("[data-evidence-close]", sheet).addEventListener("click", () => sheet.close());
    sheet.addEventListener("close", () => {
      body.textContent = "";
      one(`[data-evidence-open="${CSS.escape(opener)}"]`, form)?.focus();
    });
  }

  /* The page of one indicator. */
  all("form[data-answer]").forEach((form) => {
    const note = form.elements.catatan;
    const version = one("input[type=hidden][name=versi]", form);
    const radios = all("input[type=radio][name=tingkat]", form);
    const number = one("input[type=text][name=tingkat], input:not([type])[name=tingkat]", form);
    const level = () => (number ? number.value : radios.find((radio) => radio.checked)?.value ?? null);
    const read = () => ({ tingkat: level(), catatan: note.value });
    const kept = shelf(form.dataset.account, form.dataset.assessment, form.dataset.answer);

    function write(answer) {
      if (number) number.value = answer.tingkat ?? "";
      radios.forEach((radio) => { radio.checked = radio.value === answer.tingkat; });
      note.value = answer.catatan ?? "";
      climb();
    }
    function climb(level_now = level()) {
      const reached = parseFloat(String(level_now ?? "0").replace(",", ".")) || 0;
      all("[data-rung]", form).forEach((rung) => {
        const at = +rung.dataset.rung;
        rung.classList.toggle("is-met", at <= reached);
        rung.classList.toggle("is-chosen", at === reached);
        const state = one("[data-rung-state]", rung);
        if (at !== reached) state.textContent = "";
      });
    }
    /* What a saved requirement moved: the level, what holds it, and the version the rest of the form stands on. */
    function moved(answer) {
      version.value = answer.answer_version;
      one("[data-side]").innerHTML = answer.html;
      one("[data-cap]", form).innerHTML = answer.cap;
      counted(answer.answered);
      if (answer.follows) form.classList.add("is-following");
      radios.forEach((radio) => {
        radio.checked = radio.value === answer.level;
        radio.disabled = answer.follows;
      });
      climb(answer.level);
    }
    all("[data-req]", form).forEach((place) => requirement(form, place, moved));

    const saving = saver({
      url: form.action, part: "pengaruh", shelf: kept, read, version,
      done(answer) {
        one("[data-side]").innerHTML = answer.html;
        counted(answer.answered);
      },
      conflict(answer) {
        showConflict(answer, {
          takeTheirs() {
            version.value = answer.version;
            write({ tingkat: answer.level, catatan: answer.note });
            kept.drop();
            location.reload();
          },
          keepMine() {
            version.value = answer.version;
            saving.now(); /* as it stands in the form: typing may have gone on meanwhile */
          },
        });
      },
    });

    const waiting = kept.take();
    if (waiting && (waiting.catatan !== note.value || (waiting.tingkat ?? "") !== (level() ?? ""))) {
      write(waiting);
      version.value = waiting.versi ?? version.value;
      say(TEXT.restored, { warn: true });
      saving.soon(400);
    } else { kept.drop(); }

    form.addEventListener("input", (event) => {
      if (event.target === note) saving.soon(800);
      else if (event.target === number) { climb(); saving.soon(800); }
    });
    form.addEventListener("change", (event) => {
      if (event.target.name !== "tingkat" || event.target.closest("[data-req]")) return;
      climb();
      saving.soon(0);
    });
    evidenceOver(form);
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("textarea, input:not([type=radio]), select")) return;
      const radio = radios.find((found) => found.value === event.key);
      if (!radio || radio.checked || radio.disabled) return;
      radio.checked = true;
      radio.focus({ preventScroll: true });
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });

  /* After the deadline: what was typed and never arrived is still on the device, and can be copied. */
  all("[data-unsent]").forEach((place) => {
    const { account, assessment, unsent } = place.dataset;
    const prefix = `pranata:isian:${account}:${assessment}:${unsent}`;
    const keys = Object.keys(localStorage).filter((key) => key === prefix || key.startsWith(`${prefix}:`));
    const texts = keys.sort().map((key) => {
      const { versi, ...typed } = JSON.parse(localStorage.getItem(key));
      return Object.values(typed).filter(Boolean).join("\n");
    }).filter(Boolean);
    const box = one("textarea", place);
    if (!texts.length || box.value) return;
    box.value = texts.join("\n\n");
    place.hidden = false;
  });

  /* The table of all indicators: each row saves by itself. */
  all("form[data-levels]").forEach((form) => {
    const rows = all("[data-row]", form);
    rows.forEach((row) => {
      const number = row.dataset.row;
      const version = one(`[name="versi-${CSS.escape(number)}"]`, row);
      const shown = one(`[name="semula-${CSS.escape(number)}"]`, row);
      const controls = all("[data-level]", row);
      const radios = controls.filter((control) => control.type === "radio");
      const level = () => (radios.length ? radios.find((radio) => radio.checked)?.value ?? "" : controls[0].value);
      const write = (value) => {
        if (radios.length) radios.forEach((radio) => { radio.checked = radio.value === value; });
        else controls[0].value = value.replace(".", ",");
      };
      const mark = (text, bad = false) => {
        const place = one("[data-row-state]", row);
        place.textContent = text;
        place.classList.toggle("is-bad", bad);
      };
      const kept = shelf(form.dataset.account, form.dataset.assessment, `${number}:tingkat`);
      const saving = saver({
        url: one("th a", row).getAttribute("href"), part: "indeks", shelf: kept, version,
        read: () => ({ tingkat: level(), catatan: null }),
        done(answer, sent) {
          shown.value = sent.tingkat;
          mark("✓");
          one("[data-side]").innerHTML = answer.html;
          counted(answer.answered);
          retile(number, sent.tingkat);
        },
        conflict(answer) {
          mark("!", true);
          showConflict(answer, {
            takeTheirs() { version.value = answer.version; write(answer.level); shown.value = answer.level; kept.drop(); mark(""); retile(number, answer.level); },
            keepMine() { version.value = answer.version; saving.now(); },
          });
        },
        refused() { mark("!", true); },
      });
      const waiting = kept.take();
      if (waiting && waiting.tingkat !== level()) {
        write(waiting.tingkat);
        version.value = waiting.versi ?? version.value;
        say(TEXT.restored, { warn: true });
        saving.soon(400);
      } else { kept.drop(); }
      row.addEventListener("change", (event) => { if (event.target.dataset.level) saving.soon(0); });
    });
    const retile = (number, level) => {
      const tile = one(`[data-tile="${CSS.escape(number)}"]`);
      if (!tile) return;
      const step = Math.floor(parseFloat(String(level).replace(",", ".")) || 0);
      tile.className = `pr-tile v${step}`;
      one("b", tile).textContent = level ? String(level).replace(".", ",") : "–";
    };
    form.addEventListener("submit", (event) => event.preventDefault());
  });
})();
