"""Invented people: names as one hears them in Jambi (Malay, Minang, Javanese), and NIPs.

Everything follows from a running number, so that every demo has the same people. The serial of
each NIP is 9xx; no list of real officials was used.
"""

from dataclasses import dataclass

from accounts.models import Address

MEN = (
    "Ahmad", "Zulkifli", "Syafruddin", "Hasanuddin", "Mahmud", "Rusdi", "Firdaus", "Erizal",
    "Yusrizal", "Hendri", "Slamet", "Sutrisno", "Bambang", "Suparman", "Joko", "Mulyadi", "Dedi",
    "Iskandar", "Nasrun", "Darmawan", "Taufik", "Ridwan", "Marwan", "Sabirin", "Amrizal", "Edison",
    "Herman", "Wahyudi", "Budi", "Agus",
)  # fmt: skip
WOMEN = (
    "Nurbaiti", "Rosmawati", "Yusnidar", "Zuraida", "Fatimah", "Maimunah", "Desmiarti", "Yulizar",
    "Elfi", "Reni", "Sri", "Wahyuni", "Endang", "Siti", "Dewi", "Rina", "Marlina", "Nurhayati",
    "Ratna", "Asmawati", "Hartini", "Lestari", "Mardiana", "Salmah", "Zahara",
)  # fmt: skip
MEN_SECOND = (
    "Fauzi", "Anwar", "Effendi", "Nasution", "Kurniawan", "Saputra", "Hidayat", "Ramadhan",
    "Putra", "Bahri", "Maulana", "Batubara", "Santoso", "Wibowo", "Prasetyo", "Nugroho",
    "Datuk Sati", "Sutan Mudo", "Alamsyah", "Zainal", "Mukhtar", "Yunus", "Kadir",
)  # fmt: skip
WOMEN_SECOND = (
    "Handayani", "Rahayu", "Wulandari", "Puspita", "Anggraini", "Oktavia", "Hasanah", "Khairani",
    "Safitri", "Mayasari", "Kartini", "Aisyah", "Permata", "Suryani", "Yanti", "Juwita", "Amelia",
)  # fmt: skip
DEGREES = ("S.E.", "S.Sos.", "S.H.", "S.IP.", "S.Pd.", "S.T.", "S.Kom.", "S.P.")
MASTERS = ("M.Si.", "M.M.", "M.AP.", "M.H.")

# Echelon: youngest year of birth, and the grades its holders usually have (PP 100/2000, annex).
GRADES = {
    "II.a": (1967, (("Pembina Utama Madya", "IV/d"),)),
    "II.b": (1969, (("Pembina Utama Muda", "IV/c"), ("Pembina Tingkat I", "IV/b"))),
    "III.a": (1974, (("Pembina Tingkat I", "IV/b"), ("Pembina", "IV/a"))),
    "III.b": (1978, (("Pembina", "IV/a"), ("Penata Tingkat I", "III/d"))),
    "IV.a": (1982, (("Penata Tingkat I", "III/d"), ("Penata", "III/c"))),
    "IV.b": (1985, (("Penata", "III/c"), ("Penata Muda Tingkat I", "III/b"))),
}
SENIOR = {"II.a", "II.b", "III.a"}


@dataclass(frozen=True, slots=True)
class Invented:
    """A person who does not exist."""

    name: str
    title_before: str
    title_after: str
    address: Address
    nip: str | None
    grade_name: str
    grade: str


def invent(n: int, echelon: str) -> Invented:
    """The n-th person, fit for an echelon of II.a to IV.b."""
    woman = n % 3 == 0
    first, second = (WOMEN, WOMEN_SECOND) if woman else (MEN, MEN_SECOND)
    nth = n // 3 if woman else n - n // 3
    # The lists have lengths without a common divisor: no pair comes twice before all came once.
    name = f"{first[nth % len(first)]} {second[nth % len(second)]}"
    _year, grades = GRADES[echelon]
    grade_name, grade = grades[n % len(grades)]
    degree = DEGREES[n % len(DEGREES)]
    before = ""
    if echelon in SENIOR:
        degree = f"{degree}, {MASTERS[n % len(MASTERS)]}"
        before = ("Hj." if woman else "H.") if n % 2 else ""
    return Invented(
        name=name,
        title_before=before,
        title_after=degree,
        address=Address.IBU if woman else Address.BAPAK,
        nip=nip(n, echelon, woman=woman),
        grade_name=grade_name,
        grade=grade,
    )


def nip(n: int, echelon: str, *, woman: bool) -> str:
    """Birth date, CPNS month, 1 for men and 2 for women, serial 9xx (Perka BKN 43/2007)."""
    born = GRADES[echelon][0] + n % 6
    hired = born + 24 + n % 5
    return (
        f"{born}{n % 12 + 1:02d}{n % 28 + 1:02d}{hired}{n % 11 + 1:02d}"
        f"{2 if woman else 1}{900 + n % 100}"
    )
