/* Periksa bukti: a file is hashed here and never leaves the machine; a bundle is sent when its owner says so. */
(function () {
  "use strict";
  var BUNDLE = 20 * 1048576, FILE = 2147483648, AT_ONCE = 32 * 1048576, PIECE = 4 * 1048576;
  var form = document.querySelector("[data-check]"), out = document.querySelector("[data-result]");
  if (!form || !out) return;
  var input = form.querySelector("input[type=file]"), drop = form.querySelector("[data-drop]"), turn = 0;
  document.documentElement.classList.add("has-scripts");

  function say(id) {
    out.replaceChildren(document.getElementById(id).content.cloneNode(true));
    return out.firstElementChild;
  }

  function hex(bytes) {
    return Array.from(bytes, function (b) { return b.toString(16).padStart(2, "0"); }).join("");
  }

  /* SHA-256 (FIPS 180-4) piece by piece: the browser's own takes a file only whole, and only over HTTPS. */
  function Sha256() {
    this.state = new Uint32Array([0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]);
    this.words = new Uint32Array(64); this.rest = new Uint8Array(0); this.length = 0;
  }
  Sha256.K = (function () {
    var k = new Uint32Array(64), n = 2, found = 0, prime, i;
    for (; found < 64; n++) {
      for (prime = true, i = 2; i * i <= n; i++) if (n % i === 0) prime = false;
      if (prime) { var root = Math.cbrt(n); k[found++] = Math.floor((root - Math.floor(root)) * 4294967296); }
    }
    return k;
  })();
  Sha256.prototype.block = function (view, at) {
    var w = this.words, k = Sha256.K, s = this.state, i, x, y;
    for (i = 0; i < 16; i++) w[i] = view.getUint32(at + i * 4);
    for (; i < 64; i++) {
      x = w[i - 15]; y = w[i - 2];
      w[i] = w[i - 16] + w[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
    }
    var a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7], t, u;
    for (i = 0; i < 64; i++) {
      t = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + k[i] + w[i] | 0;
      u = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
      h = g; g = f; f = e; e = d + t | 0; d = c; c = b; b = a; a = t + u | 0;
    }
    s[0] += a; s[1] += b; s[2] += c; s[3] += d; s[4] += e; s[5] += f; s[6] += g; s[7] += h;
  };
  Sha256.prototype.add = function (bytes) {
    this.length += bytes.length;
    var all = bytes, at = 0;
    if (this.rest.length) { all = new Uint8Array(this.rest.length + bytes.length); all.set(this.rest); all.set(bytes, this.rest.length); }
    var view = new DataView(all.buffer, all.byteOffset, all.length);
    for (; at + 64 <= all.length; at += 64) this.block(view, at);
    this.rest = all.slice(at);
  };
  Sha256.prototype.digest = function () {
    var length = this.length, tail = new Uint8Array((this.rest.length < 56 ? 64 : 128) - this.rest.length), view = new DataView(tail.buffer);
    tail[0] = 0x80;
    view.setUint32(tail.length - 8, Math.floor(length / 536870912)); view.setUint32(tail.length - 4, length * 8 >>> 0);
    this.add(tail);
    var sum = new DataView(new ArrayBuffer(32));
    this.state.forEach(function (word, i) { sum.setUint32(i * 4, word); });
    return hex(new Uint8Array(sum.buffer));
  };

  function wholly(file) {
    return file.arrayBuffer().then(function (bytes) { return crypto.subtle.digest("SHA-256", bytes); })
      .then(function (sum) { return hex(new Uint8Array(sum)); });
  }

  function inPieces(file, mine, told) {
    var hash = new Sha256();
    function from(at) {
      if (mine !== turn) return Promise.reject(new Error("another file"));
      if (at >= file.size) return hash.digest();
      return file.slice(at, at + PIECE).arrayBuffer().then(function (bytes) {
        hash.add(new Uint8Array(bytes));
        told(Math.min(100, Math.floor((at + bytes.byteLength) / file.size * 100)));
        return from(at + PIECE);
      });
    }
    return Promise.resolve(from(0));
  }

  function sha256(file, mine, told) {
    return window.crypto && crypto.subtle && file.size <= AT_ONCE ? wholly(file) : inPieces(file, mine, told);
  }

  /* A bundle names these two files in the directory at its end; other zips (XLSX, DOCX) do not, and stay here. */
  function isBundle(file) {
    return file.slice(0, 4).text().then(function (head) {
      if (head.slice(0, 2) !== "PK") return false;
      return file.slice(Math.max(0, file.size - 4 * PIECE)).text().then(function (tail) {
        return tail.indexOf("bagit.txt") >= 0 && tail.indexOf("kebijakan.txt") >= 0;
      });
    });
  }

  function look(file, mine) {
    var note = say("t-hashing"), percent = note.querySelector("[data-percent]");
    note.querySelector("[data-name]").textContent = file.name;
    return sha256(file, mine, function (done) { percent.textContent = done + "%"; })
      .then(function (sum) { return fetch(form.dataset.check + sum + "/", { credentials: "same-origin" }); })
      .then(function (answer) {
        if (!answer.ok && answer.status !== 429) throw new Error(answer.status);
        return answer.text();
      })
      .then(function (text) {
        if (mine !== turn) return;
        var parsed = new DOMParser().parseFromString(text, "text/html");
        out.replaceChildren.apply(out, Array.from(parsed.body.childNodes));
      });
  }

  function check(file) {
    var mine = ++turn;
    if (!file) return;
    if (file.size > FILE) { say("t-large"); return; }
    isBundle(file).then(function (bundle) {
      if (mine !== turn) return;
      if (bundle && file.size > BUNDLE) { say("t-large"); return; }
      if (bundle) { say("t-bundle").querySelector("[data-send]").focus(); return; }
      return look(file, mine);
    }).catch(function () { if (mine === turn) say("t-failed"); });
  }

  input.addEventListener("change", function () { check(input.files[0]); });
  out.addEventListener("click", function (e) {
    if (e.target.closest("[data-send]")) form.submit();
    if (e.target.closest("[data-print]")) window.print();
  });
  ["dragover", "dragleave", "drop"].forEach(function (kind) {
    drop.addEventListener(kind, function (e) {
      e.preventDefault();
      drop.classList.toggle("is-over", kind === "dragover");
      if (kind === "drop" && e.dataTransfer.files.length) { input.files = e.dataTransfer.files; check(input.files[0]); }
    });
  });
  if (input.files.length) check(input.files[0]);
})();
