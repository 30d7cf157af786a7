"""Pages, by noun. A view parses, acts through the domain, and responds; no rule lives here."""
