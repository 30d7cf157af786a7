// Keeps what is written on the way: on the server, or on this device while that cannot be reached.
// What was kept elsewhere meanwhile is shown beside it; nothing is overwritten unseen.

const PREFIX = "sigap-draf:";
const QUIET = 1500; // milliseconds without a key before it is sent
const AGAIN = 15000;

export function keeping(box, editor) {
  const form = box.closest("form");
  const state = box.querySelector("[data-state]");
  const words = state.dataset;
  const conflict = box.querySelector("[data-conflict]");
  const key = `${PREFIX}naskah:${box.dataset.keep}`;
  let revision = Number(box.dataset.revision);
  let timer;
  let sending = null;
  let dirty = false;
  let done = false;

  function data() {
    const given = new FormData();
    for (const name of ["csrfmiddlewaretoken", "jabatan"]) given.set(name, form.elements[name]?.value ?? "");
    given.set("versi", box.dataset.base);
    given.set("revisi", revision);
    given.set("body", editor.html());
    return given;
  }

  function onDevice() {
    try {
      localStorage.setItem(key, JSON.stringify({ html: editor.html(), revision }));
    } catch {
      // A full or forbidden store leaves the words on the screen.
    }
  }

  function later(wait) {
    clearTimeout(timer);
    if (!done) timer = setTimeout(send, wait);
  }

  async function send() {
    if (sending || done || !conflict.hidden) return;
    dirty = false;
    sending = new AbortController();
    try {
      const answer = await fetch(box.dataset.keep, { method: "POST", body: data(), signal: sending.signal });
      if (!answer.headers.get("content-type")?.includes("json")) throw new TypeError("not an answer");
      told(answer.ok, await answer.json());
    } catch (error) {
      if (error.name === "AbortError") return;
      dirty = true;
      onDevice();
      state.textContent = words.offline;
      later(AGAIN);
    } finally {
      sending = null;
      if (dirty && conflict.hidden) later(QUIET);
    }
  }

  function told(ok, answer) {
    if (ok) {
      revision = answer.revision;
      if (!dirty) localStorage.removeItem(key);
      state.textContent = answer.stale ? words.stale : `${words.kept} ${answer.at}`;
    } else if (answer.code === "copy_stale") {
      differ(answer.html, answer.revision);
    } else {
      onDevice();
      state.textContent = answer.sentence;
    }
  }

  function differ(html, theirs) {
    onDevice();
    const shown = new DOMParser().parseFromString(html, "text/html");
    conflict.querySelector("[data-theirs]").replaceChildren(...shown.body.childNodes);
    conflict.hidden = false;
    state.textContent = "";
    const settle = () => {
      revision = theirs;
      conflict.hidden = true;
      later(0);
    };
    conflict.querySelector("[data-keep-mine]").onclick = settle;
    conflict.querySelector("[data-take-theirs]").onclick = () => {
      editor.replace(html);
      settle();
    };
  }

  const saved = localStorage.getItem(key);
  if (saved) {
    const { html, revision: since } = JSON.parse(saved);
    const there = editor.html();
    if (html !== there) {
      editor.replace(html);
      if (since === revision) {
        state.textContent = words.restored;
        later(0);
      } else {
        differ(there, revision);
      }
    }
  }

  editor.changed(() => {
    dirty = true;
    later(QUIET);
  });
  window.addEventListener("online", () => dirty && later(0));
  window.addEventListener("pagehide", () => {
    if (!dirty || done || !conflict.hidden) return;
    if (!navigator.sendBeacon(box.dataset.keep, data())) onDevice();
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-preview")) return;
    done = true;
    clearTimeout(timer);
    sending?.abort();
    onDevice();
    sessionStorage.setItem(PREFIX + "sent", key); // forget.js drops it once the server took the words
  });
  window.addEventListener("pageshow", () => {
    done = false;
  });
}
