// One tap, one post: a form marked data-once is sent once, and its button says so at once.
// The label changes, the width does not. Coming back by the history gives the button back.

// Tells the server that scripts run here: what was on screen is then told by seen.js, not by a GET.
document.cookie = "js=1; path=/; max-age=31536000; samesite=lax";

const busyWords = { id: "Mengirim ...", en: "Sending ..." };

function makeBusy(button) {
  const label = button.querySelector("[data-label]");
  if (!label) return;
  button.style.width = `${button.offsetWidth}px`;
  label.dataset.idle = label.textContent;
  label.textContent = label.dataset.busy || busyWords[document.documentElement.lang] || busyWords.id;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.submitter?.hasAttribute("data-no-guard")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
  const button = event.submitter ?? form.querySelector("[type=submit]");
  if (button) makeBusy(button);
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
    for (const label of form.querySelectorAll("[data-idle]")) {
      label.textContent = label.dataset.idle;
      label.closest("button").style.width = "";
    }
  }
});

// A refused button stays readable and focusable; it only does nothing.
document.addEventListener("click", (event) => {
  if (event.target.closest('[aria-disabled="true"]')) event.preventDefault();
});

// Good news goes by itself after four seconds; a refusal stays.
const good = document.querySelector('[data-banner="success"]');
if (good) setTimeout(() => good.remove(), 4000);
