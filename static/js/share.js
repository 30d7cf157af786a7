// The text for a group: by the phone's own share sheet or into the clipboard, where they exist.
// Without this file the text is selected by hand, and the link to WhatsApp works all the same.

const text = document.querySelector("[data-share-text]");
const share = document.querySelector("[data-share]");
const copy = document.querySelector("[data-share-copy]");
const copied = document.querySelector("[data-share-copied]");

if (text && share && navigator.share) {
  share.hidden = false;
  share.addEventListener("click", () => {
    navigator.share({ text: text.value }).catch(() => {}); // closed again, or not allowed
  });
}

if (text && copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      copied.textContent = copied.dataset.said;
    } catch {
      text.focus();
      text.select();
    }
  });
}
