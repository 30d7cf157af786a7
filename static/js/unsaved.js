// An edited form is saved before anything else is done on the page: other forms wait for it.

const watched = document.querySelector("form[data-unsaved]");
let edited = false;

watched?.addEventListener("input", () => {
  edited = true;
});

document.addEventListener(
  "submit",
  (event) => {
    if (!edited || event.target === watched) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const words = watched.querySelector("[data-unsaved-words]");
    words.hidden = false;
    watched.querySelector("[type=submit]").focus();
    words.scrollIntoView({ block: "center" });
  },
  { capture: true }
);
