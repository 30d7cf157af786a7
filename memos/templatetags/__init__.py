"""Template filters of printed documents."""
