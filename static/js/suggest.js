// Completes a field from a list of the API while one types. Without it the field takes what is typed,
// and the server says what comes near.

const PAUSE = 200; // ms without a key before asking
const LEAST = 2; // letters

for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = input.list;
  let timer = 0;
  let asked = "";

  const ask = async () => {
    const words = input.value.trim();
    if (words.length < LEAST || words === asked) return;
    asked = words;
    const address = `${input.dataset.suggest}?limit=12&search=${encodeURIComponent(words)}`;
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok || asked !== words) return;
      const { results } = await answer.json();
      list.replaceChildren(...results.map(({ code, name }) => new Option(`${code} ${name}`, code)));
    } catch {
      asked = ""; // no signal: what is typed counts
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}
