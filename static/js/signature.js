// A signature drawn on the glass. The file input keeps it as a PNG, so the form is posted as ever;
// without this script there is no signature, and everything else works.

const WIDTH = 3; // of the line, in CSS pixels

function sign(box) {
  const glass = box.querySelector("[data-signature-glass]");
  const input = box.querySelector("[data-signature-input]");
  const pen = glass.getContext("2d");
  let last;

  const wipe = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, glass.width, glass.height);
    input.value = "";
  };

  const at = (event) => {
    const frame = glass.getBoundingClientRect();
    return [
      ((event.clientX - frame.left) / frame.width) * glass.width,
      ((event.clientY - frame.top) / frame.height) * glass.height,
    ];
  };

  const keep = () =>
    glass.toBlob((blob) => {
      if (!blob) return;
      const transfer = new DataTransfer();
      transfer.items.add(new File([blob], "tanda-tangan.png", { type: "image/png" }));
      input.files = transfer.files;
    }, "image/png");

  const fit = () => {
    const frame = glass.getBoundingClientRect();
    const scale = Math.min(devicePixelRatio || 1, 2);
    glass.width = Math.round(frame.width * scale);
    glass.height = Math.round(frame.height * scale);
    pen.lineWidth = WIDTH * scale;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#0f2429";
    wipe();
  };

  glass.addEventListener("pointerdown", (event) => {
    glass.setPointerCapture(event.pointerId);
    last = at(event);
    event.preventDefault();
  });
  glass.addEventListener("pointermove", (event) => {
    if (!last) return;
    const here = at(event);
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...here);
    pen.stroke();
    last = here;
  });
  for (const name of ["pointerup", "pointercancel"]) {
    glass.addEventListener(name, () => {
      if (last) keep();
      last = undefined;
    });
  }
  box.querySelector("[data-signature-clear]").addEventListener("click", wipe);

  box.hidden = false;
  fit();
}

for (const box of document.querySelectorAll("[data-signature]")) sign(box);
