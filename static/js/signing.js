// Signing many: sent in small batches, so that the progress moves and each memo says what came of it.
// The passphrase stays in its field until the last batch, then the field is emptied.

const form = document.querySelector("[data-signing]");

function ticked() {
  return [...form.querySelectorAll("[name=memos]:checked:not(:disabled)")];
}

function tell(key, refusal) {
  const row = form.querySelector(`[data-row-of="${CSS.escape(key)}"]`);
  const refused = row.querySelector("[data-refused]");
  refused.hidden = !refusal;
  refused.querySelector("[data-words]").textContent = refusal;
  row.querySelector("[data-signed]").hidden = Boolean(refusal);
  const box = row.querySelector("[name=memos]");
  box.disabled = !refusal;
  box.checked = Boolean(refusal);
}

function advance(done, all) {
  const shown = form.querySelector("[data-progress]");
  const words = shown.querySelector("[data-progress-words]");
  const bar = shown.querySelector("progress");
  shown.hidden = false;
  bar.max = all;
  bar.value = done;
  words.textContent = words.dataset.template.replace("SELESAI", done).replace("SEMUA", all);
}

async function send(keys) {
  const data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "passphrase"]) data.set(name, form.elements[name].value);
  for (const key of keys) data.append("memos", key);
  const answer = await fetch(form.action, { method: "POST", body: data });
  if (answer.ok) return answer.json();
  const sentence = await answer.text();
  return Object.fromEntries(keys.map((key) => [key, sentence]));
}

function say(words, bad) {
  const said = form.querySelector("[data-said]");
  said.classList.toggle("baca", !bad);
  said.classList.toggle("galat", bad);
  said.textContent = words;
  if (bad) said.scrollIntoView({ block: "center" });
}

// One reason for every memo is said once, and another try would give it again.
function commonReason(came) {
  const reasons = new Set(Object.values(came));
  const [reason] = reasons;
  return reasons.size === 1 && reason ? reason : "";
}

async function signAll() {
  const keys = ticked().map((box) => box.value);
  const size = Number(form.dataset.batch);
  const { done, offline } = form.querySelector("[data-said]").dataset;
  const button = form.querySelector("[type=submit]");
  let stopped = "";
  button.setAttribute("aria-disabled", "true");
  form.setAttribute("aria-busy", "true");
  say("", false);
  try {
    for (let from = 0; from < keys.length && !stopped; from += size) {
      advance(from, keys.length);
      const came = await send(keys.slice(from, from + size));
      stopped = commonReason(came);
      for (const [key, refusal] of Object.entries(came)) if (!stopped) tell(key, refusal);
      advance(Math.min(from + size, keys.length), keys.length);
    }
    say(stopped || done, Boolean(stopped));
  } catch {
    say(offline, true);
  }
  if (stopped) form.querySelector("[data-progress]").hidden = true;
  form.elements.passphrase.value = "";
  button.removeAttribute("aria-disabled");
  form.removeAttribute("aria-busy");
  const left = form.querySelector("[name=memos]:not(:disabled)");
  for (const part of form.querySelectorAll("[data-while-waiting]")) part.hidden = !left;
}

if (form) {
  const all = form.querySelector("[data-all]");
  const boxes = form.querySelectorAll("[name=memos]:not(:disabled)");
  all.hidden = boxes.length < 2;
  all.querySelector("button").addEventListener("click", () => {
    for (const box of form.querySelectorAll("[name=memos]:not(:disabled)")) box.checked = true;
  });
  form.addEventListener("submit", (event) => {
    if (!ticked().length) return; // the server says what is missing
    event.preventDefault();
    event.stopPropagation(); // submit.js would call it sent, once and for all
    if (form.getAttribute("aria-busy") !== "true") signAll();
  });
}
