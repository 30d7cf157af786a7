// Finds positions while one types, turns chosen ones into chips, and lets the server count:
// only it knows who is in a group, who is in two, and who is the giver.

const box = document.querySelector("[data-recipients]");
const form = box?.closest("form");

function chosen(name) {
  return [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value);
}

async function ask(q) {
  const url = new URL(box.dataset.searchUrl, location.href);
  if (q) url.searchParams.set("q", q);
  url.searchParams.set("jabatan", form.elements.jabatan.value);
  for (const name of ["groups", "positions"]) {
    for (const value of chosen(name)) url.searchParams.append(name, value);
  }
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

function drawCount({ count_label, send_label }) {
  box.querySelector("[data-count-label]").textContent = count_label;
  form.querySelector("[data-send-label]").textContent = send_label;
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
    if (event.target === form || event.target.matches('[name="groups"], [name="positions"], [data-results] input')) refresh("");
  });
  form.addEventListener("draft:restored", ({ detail }) => {
    for (const [name, value, label] of detail) if (name === "positions") addChip(value, label);
    const other = box.querySelector("details.cari");
    if (other.querySelector(":checked")) other.open = true;
  });
}
