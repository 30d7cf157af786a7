// Tells the server that the order was really on this screen: visible for one second, once.

const detail = document.querySelector("[data-seen-url]");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
let timer;

function tell() {
  fetch(detail.dataset.seenUrl, {
    method: "POST",
    keepalive: true,
    headers: { "X-CSRFToken": token },
    body: new URLSearchParams({ jabatan: detail.dataset.hat }),
  });
  observer.disconnect();
}

const observer = new IntersectionObserver(([entry]) => {
  clearTimeout(timer);
  if (entry.isIntersecting && document.visibilityState === "visible") timer = setTimeout(tell, 1000);
});

if (detail) {
  observer.observe(detail);
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    observer.unobserve(detail);
    observer.observe(detail);
  });
}
