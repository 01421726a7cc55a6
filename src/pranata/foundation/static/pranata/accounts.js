// Sign-in pages: showing the password, printing, and passkeys. Everything here is extra: without it the
// password form works, and what needs a passkey stays hidden.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];

  all("[data-show-password]").forEach((box) => {
    const form = box.closest("form");
    const fields = [...form.querySelectorAll("input[type=password]")];
    const tick = box.querySelector("input");
    box.hidden = false;
    tick.addEventListener("change", () => {
      fields.forEach((field) => { field.type = tick.checked ? "text" : "password"; });
    });
    // A browser offers to remember what was in a text field; a password must not be sent as one.
    form.addEventListener("submit", () => fields.forEach((field) => { field.type = "password"; }));
  });

  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // A passkey belongs to a domain name; browsers refuse one for a bare address or an insecure page.
  const isAddress = /^\[|^\d+(\.\d+){3}$/.test(location.hostname);
  if (!window.PublicKeyCredential || !window.isSecureContext || isAddress) return;
  all("[data-passkey]").forEach((part) => { part.hidden = false; });
  all("[data-passkey-unavailable]").forEach((part) => { part.hidden = true; });

  const toBytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const toText = (buffer) => {
    if (!buffer) return undefined;
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const named = (list) => (list || []).map((entry) => ({ ...entry, id: toBytes(entry.id) }));
  const asked = ({ publicKey }) => ({
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    allowCredentials: named(publicKey.allowCredentials),
  });
  const wanted = ({ publicKey }) => ({
    ...publicKey,
    challenge: toBytes(publicKey.challenge),
    user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
    excludeCredentials: named(publicKey.excludeCredentials),
    // One passkey stands for both factors: it is found without a name and verifies its owner.
    authenticatorSelection: {
      ...publicKey.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  });
  const written = (credential) => {
    const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    const response = {};
    parts.forEach((part) => {
      const text = toText(credential.response[part]);
      if (text) response[part] = text;
    });
    return JSON.stringify({
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    });
  };

  const carry = (form, ceremony) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const trouble = document.querySelector("[data-passkey-trouble]");
      if (trouble) trouble.hidden = true;
      try {
        form.elements.credential.value = written(await ceremony());
        form.submit();
      } catch (fault) {
        if (trouble) trouble.hidden = false;
      }
    });
  };
  const options = (id) => JSON.parse(document.getElementById(id).textContent);

  all("form[data-passkey-sign-in]").forEach((form) => carry(form, async () => {
    const answer = await fetch(form.dataset.passkeySignIn, { headers: { Accept: "application/json" } });
    const { request_options: request } = await answer.json();
    return navigator.credentials.get({ publicKey: asked(request) });
  }));
  all("form[data-passkey-prove]").forEach((form) => carry(form, () => (
    navigator.credentials.get({ publicKey: asked(options(form.dataset.passkeyProve)) })
  )));
  all("form[data-passkey-make]").forEach((form) => carry(form, () => (
    navigator.credentials.create({ publicKey: wanted(options(form.dataset.passkeyMake)) })
  )));
})();
