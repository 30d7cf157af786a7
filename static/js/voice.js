// A voice note with the page's own 48 px controls; without this file the browser's are shown.

function clock(seconds) {
  if (!Number.isFinite(seconds)) return "0.00";
  return `${Math.floor(seconds / 60)}.${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

for (const box of document.querySelectorAll("[data-voice]")) {
  const audio = box.querySelector("audio");
  const play = box.querySelector("[data-voice-play]");
  const at = box.querySelector("[data-voice-at]");
  const time = box.querySelector("[data-voice-time]");
  const [start, pause] = play.children;

  const draw = () => {
    const done = audio.duration ? (100 * audio.currentTime) / audio.duration : 0;
    at.value = done;
    time.textContent = clock(audio.paused && !audio.currentTime ? audio.duration : audio.currentTime);
    start.hidden = !audio.paused;
    pause.hidden = audio.paused;
  };
  play.addEventListener("click", () => (audio.paused ? audio.play() : audio.pause()));
  at.addEventListener("input", () => {
    if (audio.duration) audio.currentTime = (at.value / 100) * audio.duration;
  });
  for (const name of ["play", "pause", "timeupdate", "loadedmetadata", "ended"]) {
    audio.addEventListener(name, draw);
  }
  audio.controls = false;
  audio.hidden = true;
  for (const part of [play, at, time]) part.hidden = false;
  draw();
}
