"""`python -m demo`: prepare, serve, play the story, keep serving."""

import argparse
import contextlib
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from demo import servers, story


def environment_for(port: int) -> dict[str, str]:
    """The environment of every process of the demo: what is set already wins."""
    defaults = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SIGAP_DEMO": "1",
        "SIGAP_BASE_URL": f"http://{servers.HOST}:{port}",
    }
    return {**defaults, **os.environ}


def port_number(text: str) -> int:
    """A port from the command line; raises ArgumentTypeError outside 1 to 65535."""
    if text.isdecimal() and 1 <= int(text) <= 65_535:  # noqa: PLR2004 - all ports there are
        return int(text)
    message = f"{text!r} is not a port; use a number from 1 to 65535"
    raise argparse.ArgumentTypeError(message)


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="demo", description="Play the main job of Sigap.")
    parser.add_argument("--port", type=port_number, default=8000)
    parser.add_argument("--once", action="store_true", help="stop after the story")
    parser.add_argument("--without-story", action="store_true", help="only serve")
    return parser.parse_args()


def end(_signal: int, _frame: FrameType | None) -> None:
    """Turn a request to end into the exception that Ctrl-C raises, so that children are stopped."""
    raise KeyboardInterrupt


def run(options: argparse.Namespace) -> None:
    """Prepare and serve, with or without the story; returns when it should end.

    Raises DemoError with a sentence where that cannot be done.
    """
    servers.refuse_busy_port(options.port)
    environment = environment_for(options.port)
    var = Path(environment.get("SIGAP_VAR", servers.ROOT / "var")) / "demo"
    var.mkdir(parents=True, exist_ok=True)
    print("→ Preparing database, demo regency and static files", flush=True)
    servers.run_step(["manage.py", "make_keys"], environment, "Making the keys")
    servers.run_step(["-m", "demo.prepare"], environment, "Preparing the demo")
    log = None if options.without_story else var / "server.log"
    with servers.serving(options.port, environment, log) as running:
        if not options.without_story:
            story.play(running.base_url, var)
        if not options.once:
            print(f"→ Serving {running.base_url}/ until Ctrl-C", flush=True)
            with contextlib.suppress(KeyboardInterrupt):
                running.wait_until_ended()


def main() -> int:
    """Returns the exit code: 0, 1 with a sentence, or 130 where it was interrupted early."""
    servers.end_with_parent()
    signal.signal(signal.SIGTERM, end)
    try:
        run(arguments())
    except servers.DemoError as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
