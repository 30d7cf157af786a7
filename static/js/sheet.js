// Sheets are <dialog>s. Without this file a link to #id shows one by :target; with it the dialog
// is modal: focus stays inside, Escape and a tap beside it close it.

function show(sheet) {
  for (const other of document.querySelectorAll("dialog[open]")) other.close();
  sheet.tabIndex = -1;
  sheet.showModal();
  // On what is to be written, else on the sheet: never on its close button.
  (sheet.querySelector("textarea") ?? sheet).focus();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-sheet]");
  if (opener) {
    const sheet = document.getElementById(opener.dataset.sheet);
    if (!sheet) return;
    event.preventDefault();
    show(sheet);
    return;
  }
  const closer = event.target.closest("[data-sheet-close]");
  const beside = event.target.matches("dialog[open]") && event.target;
  if (closer || beside) {
    if (closer) event.preventDefault();
    (beside || closer.closest("dialog")).close();
  }
});

// role=button promises the space bar.
document.addEventListener("keydown", (event) => {
  if (event.key === " " && event.target.matches('a[role="button"]')) {
    event.preventDefault();
    event.target.click();
  }
});

function showWanted() {
  const wanted =
    document.querySelector("dialog[data-open]") ??
    (location.hash.length > 1 && document.getElementById(location.hash.slice(1)));
  if (!wanted || !wanted.matches("dialog")) return;
  wanted.removeAttribute("open");
  history.replaceState(history.state, "", location.pathname + location.search);
  show(wanted);
}

showWanted();
