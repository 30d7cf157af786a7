// For hands that stay on the keyboard: J and K walk the rows, / goes to the search field.
// Enter opens, because a row is a link.

function typing(target) {
  return target.matches("input, textarea, select, [contenteditable]") || target.closest("dialog");
}

function walk(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent);
  if (!rows.length) return;
  const here = rows.indexOf(document.activeElement);
  const current = here >= 0 ? here : rows.findIndex((row) => row.matches("[aria-current]"));
  rows[Math.min(rows.length - 1, Math.max(0, current + step))].focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === "j") walk(1);
  else if (key === "k") walk(-1);
  else if (key === "/") {
    const field = [...document.querySelectorAll("[data-slash]")].find((each) => each.offsetParent);
    if (!field) return;
    event.preventDefault();
    field.focus();
  }
});
