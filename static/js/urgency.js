// Shows, in words, the times that the chosen urgency gives; times set by hand go with the choice.

for (const box of document.querySelectorAll("[data-urgency]")) {
  const show = () => {
    const on = box.querySelector('input[name="urgency"]:checked')?.value;
    for (const words of box.querySelectorAll("[data-urgency-words]")) {
      words.hidden = words.dataset.urgencyWords !== on;
    }
  };
  box.addEventListener("change", (event) => {
    if (event.target.name !== "urgency") return;
    for (const field of box.querySelectorAll('[type="datetime-local"]')) field.value = "";
    show();
  });
  box.closest("form")?.addEventListener("change", show);
  show();
}
