"""How the story is told at the terminal."""

from demo.client import Client


def tell(who: Client, what: str) -> None:
    """One line of the story: who, in which hat, what, and how long the server took."""
    print(f"  {who.title:<26} {what:<70} {who.spent:6.0f} ms", flush=True)
