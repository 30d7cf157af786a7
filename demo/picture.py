"""A photo for the report: two houses in brown water, drawn, with a place in it as phones add one."""

import io

from PIL import Image, ImageDraw

SIZE = (1600, 1200)


def flooded_houses() -> bytes:
    """A JPEG of some 100 kB with EXIF GPS, which the server must remove."""
    picture = Image.new("RGB", SIZE, "#9aa6ad")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 520, 1600, 700), fill="#3f6b3a")
    draw.rectangle((0, 660, 1600, 1200), fill="#a5845a")
    for y in range(690, 1200, 34):
        draw.arc((-200, y, 1800, y + 60), 190, 350, fill="#8d6d45", width=5)
    for left, wall, roof in ((330, "#e6d3ae", "#8c3b2e"), (910, "#b9d2dd", "#5a5f66")):
        draw.rectangle((left, 560, left + 360, 790), fill=wall)
        draw.polygon([(left - 50, 570), (left + 180, 420), (left + 410, 570)], fill=roof)
        draw.rectangle((left + 150, 650, left + 220, 790), fill="#4a3324")
        for window in (left + 40, left + 260):
            draw.rectangle((window, 630, window + 60, 700), fill="#31414a")
        for pile in (left + 30, left + 180, left + 330):
            draw.line((pile, 790, pile, 880), fill="#4a3324", width=14)
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "S", 2: (2.0, 20.0, 0.0), 3: "E", 4: (102.0, 40.0, 0.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85, exif=exif)
    return out.getvalue()
