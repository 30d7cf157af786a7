// Finds positions while one types, turns chosen ones into chips, and lets the server count:
// only it knows who is in a group, who is in two, who is the giver, and what to know before sending.

const box = document.querySelector("[data-recipients]");
const form = box?.closest("form");
// The fields that decide whom the choice comes to.
const asked = (box?.dataset.asks ?? "groups positions").split(" ");
const ROLE = "peran-";
const COORDINATOR = "koordinator";

function chosen(name) {
  return [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value);
}

// Roles as they stand, and those of a restored draft whose rows are not drawn yet.
let kept = [];

function roles() {
  const drawn = [...form.elements].filter((field) => field.name?.startsWith(ROLE));
  const names = new Set(drawn.map((field) => field.name));
  return [...drawn.map((field) => [field.name, field.value]), ...kept.filter(([name]) => !names.has(name))];
}

async function ask(q) {
  const url = new URL(box.dataset.searchUrl, location.href);
  if (q) url.searchParams.set("q", q);
  url.searchParams.set("jabatan", form.elements.jabatan.value);
  const given = new FormData(form);
  for (const name of asked) {
    for (const value of given.getAll(name)) url.searchParams.append(name, value);
  }
  for (const [name, value] of roles()) if (value) url.searchParams.set(name, value);
  // The list of recipients may be long: it comes when somebody looks, or has roles to give back.
  if (form.querySelector("dialog[open]") || kept.length) url.searchParams.set("lihat", "1");
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
}

function addChip(id, title) {
  if (form.querySelector(`[data-chips] > label input[value="${CSS.escape(id)}"][name="positions"]`)) return;
  const chip = box.querySelector("template[data-chip]").content.cloneNode(true);
  const input = chip.querySelector("input");
  input.value = id;
  chip.querySelector("span").textContent = title;
  box.querySelector("details.cari").before(chip);
}

function drawResults(results) {
  const list = box.querySelector("[data-results]");
  list.replaceChildren();
  if (!results.length) list.append(box.querySelector("template[data-nothing]").content.cloneNode(true));
  for (const { id, title, note } of results) {
    const row = box.querySelector("template[data-result]").content.cloneNode(true);
    row.querySelector("span").textContent = note ? `${title} · ${note}` : title;
    row.querySelector("input").checked = chosen("positions").includes(id);
    row.querySelector("input").addEventListener("change", (event) => {
      if (event.target.checked) addChip(id, title);
      else form.querySelector(`[data-chips] > label input[value="${CSS.escape(id)}"]`)?.closest("label").remove();
    });
    list.append(row);
  }
}

function drawCount({ count_label, send_label, parts }) {
  form.querySelector("[data-count-label]").textContent = count_label;
  if (send_label) form.querySelector("[data-send-label]").textContent = send_label;
  for (const [name, html] of Object.entries(parts)) {
    const part = form.querySelector(`[data-part="${name}"]`);
    // What a hand is on stays as it is; the rest is what the server says.
    if (part && !part.contains(document.activeElement)) part.innerHTML = html;
  }
  if (parts.reached) kept = [];
}

function oneCoordinator(chosen) {
  for (const other of form.elements) {
    if (other !== chosen && other.name?.startsWith(ROLE) && other.value === COORDINATOR) other.value = "";
  }
}

if (form && box.dataset.searchUrl) {
  const search = box.querySelector('input[name="q"]');
  box.querySelector('button[name="search"]').hidden = true;
  let timer;
  let turn = 0;

  const refresh = async (q) => {
    const mine = ++turn;
    const found = await ask(q).catch(() => null);
    if (!found || mine !== turn) return;
    drawCount(found);
    if (q) drawResults(found.results);
  };
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => refresh(search.value.trim()), 250);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name?.startsWith(ROLE)) {
      if (event.target.value === COORDINATOR) oneCoordinator(event.target);
      refresh("");
    }
    if (event.target === form || asked.includes(event.target.name) || event.target.closest("[data-results]")) refresh("");
  });
  form.addEventListener("click", (event) => {
    // After sheet.js, which listens on the document, has shown the list.
    if (event.target.closest("[data-count-label][data-sheet]")) setTimeout(() => refresh(""), 0);
    const adder = event.target.closest("button[data-add]");
    if (!adder) return;
    event.preventDefault();
    addChip(adder.value, adder.dataset.add);
    adder.blur();
    refresh("");
  });
  form.addEventListener("draft:restored", ({ detail }) => {
    kept = detail.filter(([name]) => name.startsWith(ROLE));
    for (const [name, value, label] of detail) if (name === "positions") addChip(value, label);
    const other = box.querySelector("details.cari");
    if (other.querySelector(":checked")) other.open = true;
    const rare = form.querySelector("details.lain");
    rare.open ||= [...rare.querySelectorAll("select, input")].some(
      (field) => field.checked || (field.options && !field.options[field.selectedIndex].defaultSelected)
    );
  });
}
