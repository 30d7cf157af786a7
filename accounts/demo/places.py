"""Kecamatan and kelurahan of Kabupaten Sarolangun with their official codes.

Source: Kepmendagri 300.2.2-2430/2025. Desa are left out: the demo addresses none.
"""

REGENCY_CODE = "15.03"

DISTRICTS = (
    ("15.03.01", "Batang Asai"),
    ("15.03.02", "Limun"),
    ("15.03.03", "Sarolangun"),
    ("15.03.04", "Pauh"),
    ("15.03.05", "Pelawan"),
    ("15.03.06", "Mandiangin"),
    ("15.03.07", "Air Hitam"),
    ("15.03.08", "Bathin VIII"),
    ("15.03.09", "Singkut"),
    ("15.03.10", "Cermin Nan Gedang"),
    ("15.03.11", "Mandiangin Timur"),
)

# The code of a kelurahan begins with that of its kecamatan.
WARDS = (
    ("15.03.03.1001", "Dusun Sarolangun"),
    ("15.03.03.1015", "Sukasari"),
    ("15.03.03.1016", "Pasar Sarolangun"),
    ("15.03.03.1019", "Sarolangun Kembang"),
    ("15.03.03.1025", "Gunung Kembang"),
    ("15.03.03.1026", "Aur Gading"),
    ("15.03.04.1005", "Pauh"),
    ("15.03.08.1011", "Limbur Tembesi"),
    ("15.03.09.1001", "Sungai Benteng"),
)
DISTRICT_CODE_LENGTH = len("15.03.01")
