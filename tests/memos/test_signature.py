from dataclasses import replace

import pytest

from memos.signature import (
    Capacity,
    Group,
    Office,
    OnBehalf,
    Signer,
    TitleLine,
    block,
    format_nip,
)
from tests.memos.sheets import CAMAT, SEKDA

BUPATI = Signer(
    office=Office.BUPATI,
    title="Bupati Sarolangun",
    name="Tarmizi Wijayasena",
    title_before="Dr. H.",
    title_after="S.E., M.M.",
)
WAKIL = Signer(
    office=Office.WAKIL_BUPATI,
    title="Wakil Bupati Sarolangun",
    name="Ratna Puspawardhani",
    title_before="Hj.",
    title_after="S.H.",
)
# Sekda and kepala dinas are civil servants: they have NIP and rank whether or not these are printed.
RANKED_SEKDA = replace(SEKDA, rank="Pembina Utama Madya", grade="IV/d", nip="196803121994031902")
KADIS = replace(CAMAT, title="Kepala Dinas Kesehatan")
ASISTEN = Signer(
    office=Office.OTHER,
    title="Asisten Pemerintahan dan\nKesejahteraan Rakyat",
    name="Hendri Satyawan",
    title_after="S.H., M.H.",
    rank="Pembina Utama Muda",
    grade="IV/c",
    nip="197209151998031905",
)
FOR_BUPATI = OnBehalf(office=Office.BUPATI, title="Bupati Sarolangun")
YULIA = ["Yulia Hapsarani, S.STP., M.Si.", "Pembina (IV/a)", "NIP 19850717 200712 2 901"]


@pytest.mark.parametrize(
    ("signer", "capacity", "group", "printed"),
    [
        (
            BUPATI,
            "definitif",
            "korespondensi",
            ["BUPATI SAROLANGUN,", "Dr. H. Tarmizi Wijayasena, S.E., M.M."],
        ),
        (
            BUPATI,
            "definitif",
            "penugasan",
            ["BUPATI SAROLANGUN,", "Dr. H. Tarmizi Wijayasena, S.E., M.M."],
        ),
        (
            BUPATI,
            "definitif",
            "khusus",
            ["BUPATI SAROLANGUN,", "Dr. H. Tarmizi Wijayasena, S.E., M.M."],
        ),
        (BUPATI, "definitif", "arahan", ["BUPATI SAROLANGUN,", "TARMIZI WIJAYASENA"]),
        (BUPATI, "plt", "korespondensi", ["Plt. BUPATI SAROLANGUN,", "Tarmizi Wijayasena"]),
        (BUPATI, "plh", "korespondensi", ["Plh. BUPATI SAROLANGUN,", "Tarmizi Wijayasena"]),
        (BUPATI, "pj", "korespondensi", ["Pj. BUPATI SAROLANGUN,", "Tarmizi Wijayasena"]),
        (BUPATI, "pjs", "korespondensi", ["Pjs. BUPATI SAROLANGUN,", "Tarmizi Wijayasena"]),
        (BUPATI, "pj", "arahan", ["Pj. BUPATI SAROLANGUN,", "TARMIZI WIJAYASENA"]),
        (
            WAKIL,
            "definitif",
            "korespondensi",
            ["WAKIL BUPATI SAROLANGUN,", "Hj. Ratna Puspawardhani, S.H."],
        ),
        (WAKIL, "definitif", "arahan", ["WAKIL BUPATI SAROLANGUN,", "RATNA PUSPAWARDHANI"]),
        (
            RANKED_SEKDA,
            "definitif",
            "korespondensi",
            ["Sekretaris Daerah,", "Ir. Darmawan Pertakusuma, M.Si."],
        ),
        (RANKED_SEKDA, "pj", "korespondensi", ["Pj. Sekretaris Daerah,", "Darmawan Pertakusuma"]),
        (RANKED_SEKDA, "plh", "korespondensi", ["Plh. Sekretaris Daerah,", "Darmawan Pertakusuma"]),
        (RANKED_SEKDA, "plt", "korespondensi", ["Plt. Sekretaris Daerah,", "Darmawan Pertakusuma"]),
        (CAMAT, "definitif", "korespondensi", ["Camat Limun,", *YULIA]),
        (CAMAT, "definitif", "arahan", ["Camat Limun,", "YULIA HAPSARANI", *YULIA[1:]]),
        (KADIS, "plt", "korespondensi", ["Plt. Kepala Dinas Kesehatan,", *YULIA]),
        (KADIS, "plh", "penugasan", ["Plh. Kepala Dinas Kesehatan,", *YULIA]),
    ],
)
def test_who_prints_gelar_rank_and_nip(
    signer: Signer, capacity: str, group: str, printed: list[str]
) -> None:
    held = replace(signer, capacity=Capacity(capacity))
    assert block(held, group=Group(group)).text() == printed


def test_a_regency_may_print_the_gelar_of_its_plt_sekda() -> None:
    plt = replace(RANKED_SEKDA, capacity=Capacity.PLT)
    printed = block(plt, plt_sekda_name_only=False).text()
    assert printed == ["Plt. Sekretaris Daerah,", "Ir. Darmawan Pertakusuma, M.Si."]


def test_signing_for_the_official_one_level_above() -> None:
    assert block(RANKED_SEKDA, on_behalf=FOR_BUPATI).text() == [
        "a.n. BUPATI SAROLANGUN",
        "Sekretaris Daerah,",
        "Ir. Darmawan Pertakusuma, M.Si.",
    ]


def test_signing_for_the_official_two_levels_above() -> None:
    through = replace(FOR_BUPATI, through="Sekretaris Daerah")
    assert block(ASISTEN, on_behalf=through).text() == [
        "a.n. BUPATI SAROLANGUN",
        "Sekretaris Daerah",
        "u.b.",
        "Asisten Pemerintahan dan",
        "Kesejahteraan Rakyat,",
        "Hendri Satyawan, S.H., M.H.",
        "Pembina Utama Muda (IV/c)",
        "NIP 19720915 199803 1 905",
    ]


def test_both_the_principal_and_the_signer_may_be_acting() -> None:
    principal = replace(FOR_BUPATI, capacity=Capacity.PJ)
    titles = block(replace(RANKED_SEKDA, capacity=Capacity.PLH), on_behalf=principal).titles
    assert titles == (
        TitleLine("Pj. BUPATI SAROLANGUN", "a.n."),
        TitleLine("Sekretaris Daerah,", "Plh."),
    )


def test_a_long_title_is_broken_before_dan_and_the_prefix_hangs_at_its_first_line() -> None:
    title = "Kepala Dinas Pekerjaan Umum dan Penataan Ruang"
    assert block(replace(CAMAT, title=title, capacity=Capacity.PLT)).titles == (
        TitleLine("Kepala Dinas Pekerjaan Umum", "Plt."),
        TitleLine("dan Penataan Ruang,"),
    )


def test_a_village_head_has_neither_rank_nor_nip() -> None:
    kades = Signer(office=Office.OTHER, title="Kepala Desa Muara Rambai", name="Sobri Maulana")
    assert block(kades).text() == ["Kepala Desa Muara Rambai,", "Sobri Maulana"]


def test_a_grade_without_rank_stands_alone() -> None:
    assert block(replace(CAMAT, rank="", grade="IX")).names[1] == "IX"
    assert block(replace(CAMAT, grade="")).names[1] == "Pembina"


@pytest.mark.parametrize(
    ("nip", "printed"),
    [
        ("198507172007122901", "NIP 19850717 200712 2 901"),
        ("19850717 200712 2 901", "NIP 19850717 200712 2 901"),
        ("12345", "NIP 12345"),
        ("", ""),
    ],
)
def test_nip_is_grouped_as_eight_six_one_three(nip: str, printed: str) -> None:
    assert format_nip(nip) == printed
