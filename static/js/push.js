// Pemberitahuan di perangkat ini. The form stays hidden where the browser cannot be woken; what its
// push manager gives is posted like any other form.

const form = document.querySelector("[data-push]");
const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

function toBytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function say(name) {
  for (const one of document.querySelectorAll("[data-push-said]")) one.hidden = one.dataset.pushSaid !== name;
}

async function enter() {
  if ((await Notification.requestPermission()) !== "granted") return say("denied");
  await navigator.serviceWorker.register("/sw.js");
  const worker = await navigator.serviceWorker.ready;
  const given = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: toBytes(form.dataset.push),
  });
  const { endpoint, keys } = given.toJSON();
  form.elements.endpoint.value = endpoint;
  form.elements.p256dh.value = keys.p256dh;
  form.elements.auth.value = keys.auth;
  form.submit();
}

if (form) {
  if (!can) say("cannot");
  else if (Notification.permission === "denied") say("denied");
  else {
    form.hidden = false;
    say("");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      enter().catch(() => say("failed"));
    });
  }
}
