// Drops a draft once the server has said it took it, and every draft when one signs out here.

const PREFIX = "sigap-draf:";
const sent = sessionStorage.getItem(PREFIX + "sent");

if (sent) {
  sessionStorage.removeItem(PREFIX + "sent");
  if (document.querySelector('[data-banner="success"]')) localStorage.removeItem(sent);
}

document.querySelector("[data-forget-drafts]")?.addEventListener("click", () => {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  }
});
