"""What prints, by noun: the look of a regency, the parts of a sheet, and the types of naskah."""
