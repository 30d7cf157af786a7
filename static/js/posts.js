// Finds positions by title or holder and writes the chosen title on a line of its own. Without it the
// titles are typed.

const PAUSE = 200; // ms without a key before asking
const LEAST = 2; // letters

for (const box of document.querySelectorAll("[data-posts]")) {
  const input = box.querySelector("input");
  const lines = document.getElementById(box.dataset.lines);
  let timer = 0;
  let asked = "";

  const ask = async () => {
    const words = input.value.trim();
    if (words.length < LEAST || words === asked) return;
    asked = words;
    const address = `${box.dataset.posts}?limit=12&search=${encodeURIComponent(words)}`;
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok || asked !== words) return;
      const { results } = await answer.json();
      const rows = results.map(({ title, holder }) => new Option(holder ? `${title} · ${holder}` : title, title));
      input.list.replaceChildren(...rows);
    } catch {
      asked = ""; // no signal: what is typed counts
    }
  };

  const take = () => {
    const title = input.value.trim();
    if (![...input.list.options].some((row) => row.value === title)) return false;
    const there = lines.value.split("\n").map((line) => line.trim()).filter(Boolean);
    if (!there.includes(title)) there.push(title);
    lines.value = there.join("\n");
    lines.dispatchEvent(new Event("input", { bubbles: true }));
    input.value = asked = "";
    input.list.replaceChildren();
    return true;
  };

  box.hidden = false;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (!take()) timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // the form is sent by its button
    take();
  });
}
