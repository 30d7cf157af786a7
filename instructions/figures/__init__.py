"""START HERE: how long people take to answer and to finish, told fairly.

Everything is read from the ledger and measured in *counted time*: for one share,

    counted time = hours of the order's urgency (clock.meter)
                   in which it was the recipient's turn (the lifecycle's `turn`),
                   the clock was not stopped (paused, awaiting a memo),
                   and somebody who holds the position was there (presence.py).

An *answer* took the counted time from delivery to the recipient's first act on the unanswered
share; a *finish* took all counted time up to the report that was accepted. A median is of those
that happened in the window. Work follows the position, so the giver reads positions and units;
figures follow the person, so a person's own are of what they did in any position, and of the time
in which they held it. docs/adr/0016-figures.md says why.

`presence` who could act when, `stories` what the ledger tells of one share, `cases` what that
counts for, `reading` whose shares, `summary` medians and groups, `evidence` and `recap` the papers.
"""
