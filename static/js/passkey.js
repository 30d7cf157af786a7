// Passkeys. A form marked data-passkey asks the server for options, the phone for a key, and posts
// what the phone answered. Where the browser knows no passkeys the form stays hidden.

const known = window.PublicKeyCredential && navigator.credentials;

function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function toText(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// The server writes every run of bytes as text; the browser wants bytes.
function readable(options) {
  const wanted = { ...options, challenge: toBytes(options.challenge) };
  if (options.user) wanted.user = { ...options.user, id: toBytes(options.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (options[list]) wanted[list] = options[list].map((one) => ({ ...one, id: toBytes(one.id) }));
  }
  return wanted;
}

function sendable(credential) {
  const { response } = credential;
  const said = { clientDataJSON: toText(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) said[part] = toText(response[part]);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: said,
  };
}

async function ask(form) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(form.dataset.options, {
    method: "POST",
    headers: { "X-CSRFToken": token },
  });
  if (!answer.ok) throw new Error(await answer.text());
  const { publicKey } = await answer.json();
  const wanted = { publicKey: readable(publicKey) };
  return form.dataset.passkey === "create"
    ? navigator.credentials.create(wanted)
    : navigator.credentials.get(wanted);
}

async function go(form) {
  const error = document.querySelector("[data-passkey-error]");
  const button = form.querySelector("[type=submit]");
  error.hidden = true;
  button.disabled = true;
  try {
    const credential = await ask(form);
    form.elements.kredensial.value = JSON.stringify(sendable(credential));
    form.submit();
  } catch {
    error.hidden = false;
    button.disabled = false;
    button.focus();
  }
}

if (known) {
  for (const note of document.querySelectorAll("[data-passkey-missing]")) note.hidden = true;
  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go(form);
    });
  }
}
