// Photos are made small on the phone before they cost anybody's data: at most 1600 px, JPEG.
// The input keeps the files, so the form is posted as ever; the tiles only show and remove them.

const LONGEST = 1600;
const QUALITY = 0.8;

async function shrink(file) {
  if (!file.type.startsWith("image/") || file.type === "image/gif") return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!blob || (scale === 1 && blob.size >= file.size)) return file;
    return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
  } catch {
    return file; // The server looks at every file again and says what is wrong with it.
  }
}

function take(box) {
  const input = box.querySelector("[data-photos-input]");
  const tiles = box.querySelector("[data-photos-tiles]");
  const count = box.querySelector("[data-photos-count]");
  const button = box.querySelector("[data-photos-add]");
  const label = box.querySelector("[data-photos-label]");
  const hint = count.textContent;
  const first = label.textContent;
  const picker = Object.assign(document.createElement("input"), {
    type: "file",
    multiple: true,
    accept: input.accept,
  });
  let files = [];

  const draw = () => {
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    input.files = transfer.files;
    tiles.replaceChildren(
      ...files.map((file, index) => {
        const tile = box.querySelector("[data-photos-tile]").content.cloneNode(true);
        tile.querySelector("img").src = URL.createObjectURL(file);
        tile.querySelector("button").addEventListener("click", () => {
          files = files.filter((_, other) => other !== index);
          draw();
          button.focus();
        });
        return tile;
      })
    );
    tiles.hidden = !files.length;
    const size = Math.round(files.reduce((sum, file) => sum + file.size, 0) / 1024);
    count.textContent = files.length ? `${files.length} ${box.dataset.unit} · ${size.toLocaleString(document.documentElement.lang)} KB` : hint;
    label.textContent = files.length ? button.dataset.again : first;
  };

  picker.addEventListener("change", async () => {
    button.setAttribute("aria-busy", "true");
    for (const file of picker.files) files.push(await shrink(file));
    picker.value = "";
    button.removeAttribute("aria-busy");
    draw();
  });
  // A test or an assistive tool may fill the input itself.
  input.addEventListener("change", async () => {
    files = await Promise.all([...input.files].map(shrink));
    draw();
  });
  button.addEventListener("click", () => picker.click());
  button.hidden = false;
  input.className = "baca";
  input.tabIndex = -1;
}

for (const box of document.querySelectorAll("[data-photos]")) take(box);
