"""A reshuffle (mutasi): many officials leave and enter posts on one day, by one decree.

`rows` reads the file, `scene` what is there, `plan` (pure) says what will change and why it cannot,
`actions` does it. Appointments carry dates, so what was decided takes effect on its day by itself.
"""
