"""The posts of the plain office: who reports to whom, and who may be asked what."""

# Post: superior. A village head is elected and stands in nobody's line.
SUPERIOR: dict[str, str | None] = {
    "bupati": None, "sekda": "bupati", "kabag": "sekda", "pegawai": "sekda", "camat_a": "sekda",
    "camat_b": "sekda", "kadis": "sekda", "sekcam_a": "camat_a", "kasi_1": "camat_a",
    "kasi_2": "camat_a", "staf_1": "kasi_1", "staf_2": "staf_1", "kades": None,
}  # fmt: skip
POSTS = sorted(SUPERIOR)
# The lower the number, the higher the post; those before LEADERS are asked by nobody below them.
RANK = dict.fromkeys(POSTS, 50) | {"bupati": 1, "sekda": 10}
LEADERS = 20
# Whose office a post belongs to; its own where it is not named.
OFFICE = {"sekcam_a": "camat_a", "kasi_1": "camat_a", "kasi_2": "camat_a"}
VILLAGE, ITS_DISTRICT = "kades", "camat_a"
SECRETARY_OF = {"camat_a": "sekcam_a"}
DESK, PERSONNEL = "kabag", "pegawai"


def above(post: str) -> list[str]:
    """The superiors of a post, nearest first."""
    found, one = [], SUPERIOR[post]
    while one is not None:
        found.append(one)
        one = SUPERIOR[one]
    return found


def is_ordered(post: str, by: str) -> bool:
    """Whether it is an order, which nobody declines, and no request."""
    return by in above(post)


def may_be_handed(post: str, by: str) -> bool:
    """Down one's own line, and from the district's office to its village."""
    if post == VILLAGE:
        return OFFICE.get(by, by) == ITS_DISTRICT or by == "bupati"
    return by in above(post)


def may_be_addressed(post: str, by: str) -> bool:
    """Nobody orders whoever stands above, nor a leader of the same rank or higher."""
    return post not in above(by) and not (RANK[post] < LEADERS and RANK[post] <= RANK[by])
