"""REST for mobile clients: parse, act, respond. Holds no rule, and never imports web."""
