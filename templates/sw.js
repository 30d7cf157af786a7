{% load i18n %}// Wakes for a push, which carries an id and nothing else. The words are fetched from here with the
// reader's own sign-in; without it, or without a network, a neutral sentence is shown.

const NEUTRAL = {
  title: "Sigap",
  body: "{% translate 'Ada pemberitahuan baru. Buka Sigap.' as neutral %}{{ neutral|escapejs }}",
  url: "{% url 'web:notices' %}",
};
const HANDLED = "{% translate 'Sudah ditangani.' as handled %}{{ handled|escapejs }}";
const WAIT = 8000;

function wordsOf(id) {
  return fetch(`/pemberitahuan/kiriman/${id}/`, {
    credentials: "same-origin",
    redirect: "error",
    signal: AbortSignal.timeout(WAIT),
  }).then((answer) => (answer.ok ? answer.json() : NEUTRAL));
}

async function show(id) {
  const said = await wordsOf(id).catch(() => NEUTRAL);
  await self.registration.showNotification(said.title, {
    body: said.body,
    tag: said.tag || id,
    renotify: true,
    icon: "/static/img/sigap.svg",
    data: { url: said.url },
  });
}

// The delivery receipt: this device has it. Tried once more, since a push often comes with a network
// that has only just woken.
async function tell(id) {
  const send = () => fetch(`/pemberitahuan/kiriman/${id}/diterima/`, { method: "POST", keepalive: true });
  try {
    await send();
  } catch {
    await new Promise((go) => setTimeout(go, 2000));
    await send().catch(() => undefined);
  }
}

// Dealt with elsewhere. Browsers want something shown for every push, so the old one is replaced
// silently and then closed.
async function clear(tag) {
  await self.registration.showNotification("Sigap", { body: HANDLED, tag, silent: true });
  for (const one of await self.registration.getNotifications({ tag })) one.close();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  let said = {};
  try {
    said = event.data ? event.data.json() : {};
  } catch {
    said = {};
  }
  if (said.clear) event.waitUntil(clear(said.clear));
  else if (/^[0-9a-f-]{36}$/.test(said.id || "")) event.waitUntil(Promise.all([show(said.id), tell(said.id)]));
  else event.waitUntil(self.registration.showNotification(NEUTRAL.title, { body: NEUTRAL.body, data: { url: NEUTRAL.url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data?.url || "/", self.location.origin);
  const here = url.origin === self.location.origin ? url.href : self.location.origin;
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then((open) => {
      const one = open.find((client) => client.url === here);
      return one ? one.focus() : self.clients.openWindow(here);
    }),
  );
});
