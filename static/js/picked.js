// A file input hidden behind its label: the label says how many were picked.

for (const label of document.querySelectorAll("[data-picked]")) {
  const words = label.querySelector("span");
  const idle = words.textContent;
  label.querySelector("input").addEventListener("change", (event) => {
    const { length } = event.target.files;
    words.textContent = length ? `${idle} (${length})` : idle;
  });
}
