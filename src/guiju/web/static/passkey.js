// Passkeys: a form with data-passkey asks the server what to sign, lets the device answer, and is sent with the answer.
// Without script, or where the browser has no passkeys, these forms stay hidden; a password does without them.
const fromText = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function asked({ publicKey }) {
  const options = { ...publicKey, challenge: fromText(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: fromText(options.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (options[list]) options[list] = options[list].map((one) => ({ ...one, id: fromText(one.id) }));
  }
  return { publicKey: options };
}

function answered(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  return JSON.stringify({ id: credential.id, rawId: toText(credential.rawId), type: credential.type, response });
}

async function prove(form) {
  const said = form.querySelector("[data-said]");
  said.textContent = "";
  try {
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    const answer = await fetch(form.dataset.options, { method: "POST", body });
    if (answer.status === 401) return location.assign(form.dataset.prove);
    if (!answer.ok) throw new Error(answer.status === 409 ? await answer.text() : "");
    const options = asked(await answer.json());
    const credentials = navigator.credentials;
    const made = await (form.dataset.passkey === "add" ? credentials.create(options) : credentials.get(options));
    form.elements[form.dataset.answer || "answer"].value = answered(made);
    HTMLFormElement.prototype.submit.call(form); // a field may be called submit
  } catch (error) {
    said.textContent = (!(error instanceof DOMException) && error.message) || form.dataset[error.name === "InvalidStateError" ? "there" : "stopped"];
  }
}

if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-lacking]").forEach((one) => (one.hidden = true));
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      prove(form);
    });
  });
}
