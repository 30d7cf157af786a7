// On a wide screen the lists of Beranda stand beside an order. A phone never asks for them.

const side = document.querySelector("[data-side]");
const wide = matchMedia("(min-width: 900px)");

async function fill() {
  if (!wide.matches || side.childElementCount) return;
  const answer = await fetch(side.dataset.side).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
  side.replaceChildren(...parsed.body.children);
  const here = [location.pathname, side.dataset.current];
  const row = [...side.querySelectorAll("[data-row]")].find((each) =>
    here.includes(each.getAttribute("href"))
  );
  row?.setAttribute("aria-current", "true");
  // Not scrollIntoView: that moves the page as well.
  if (row) side.scrollTop = row.offsetTop - side.clientHeight / 3;
}

if (side) {
  fill();
  wide.addEventListener("change", fill);
}
