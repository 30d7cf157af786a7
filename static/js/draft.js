// Keeps what is being written on this device, per form and hat, until it has been sent.
// Files and hidden fields are not kept; what the server filled in wins over the draft.

const PREFIX = "sigap-draf:";
const savedWords = { id: "Draf tersimpan", en: "Draft saved" };

function fields(form) {
  return [...form.elements].filter(
    (field) =>
      field.name && !["hidden", "file", "submit", "button", "password", "search"].includes(field.type)
  );
}

function isChoice(field) {
  return field.type === "checkbox" || field.type === "radio";
}

function read(form) {
  return fields(form)
    .filter((field) => (isChoice(field) ? field.checked : field.value))
    .map((field) => [field.name, field.value, field.closest("label")?.textContent.trim() ?? ""]);
}

// A list always has a value of its own; what is no longer offered stays unchosen.
function choose(list, value) {
  if ([...list.options].some((option) => option.value === value)) list.value = value;
}

function write(form, saved) {
  for (const field of fields(form)) {
    const values = saved.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isChoice(field)) field.checked = values.includes(field.value);
    else if (field.options) choose(field, values[0]);
    else if (!field.value && values.length) field.value = values[0];
  }
  form.dispatchEvent(new CustomEvent("draft:restored", { detail: saved }));
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function keep(form) {
  const key = PREFIX + form.dataset.draft;
  const state = document.querySelector("[data-draft-state]");
  const text = form.querySelector("textarea");
  let timer;

  const saved = localStorage.getItem(key);
  if (saved && text && !text.value) write(form, JSON.parse(saved));

  const save = () => {
    if (!text?.value.trim()) {
      localStorage.removeItem(key);
      if (state) state.textContent = "";
      return;
    }
    localStorage.setItem(key, JSON.stringify(read(form)));
    if (state) state.textContent = savedWords[document.documentElement.lang] ?? savedWords.id;
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    // Sent is not yet accepted: forget.js drops the draft when the next page says it was taken.
    if (!event.submitter?.hasAttribute("data-no-guard")) sessionStorage.setItem(PREFIX + "sent", key);
  });
}

const form = document.querySelector("form[data-draft]");
if (form) keep(form);
