// Keeps minutes true while a page stays open. Only the number changes, so every language works;
// what is too far for minutes waits for the next load.

function tick() {
  for (const time of document.querySelectorAll("[data-tick]")) {
    const away = Math.abs(Date.now() - new Date(time.dateTime)) / 1000;
    if (away < 60 || away >= Number(time.dataset.tick)) continue;
    const ahead = new Date(time.dateTime) > Date.now();
    const minutes = ahead ? Math.ceil(away / 60) : Math.floor(away / 60);
    time.textContent = time.textContent.replace(/\d+/, minutes);
  }
}

setInterval(tick, 15_000);
