"""One line a check, for the peers that are written in Python."""

import sys

failed = []


def check(what, found, expected):
    """Prints whether what was found is what was expected."""
    if found == expected:
        print(f"  ok    {what}")
        return
    failed.append(what)
    print(f"  FAIL  {what}\n        expected {expected!r}\n        found    {found!r}")


def raised(error, action):
    """The error of a kind that an action raises; `None` if it does not."""
    try:
        action()
    except error as problem:
        return problem
    return None


def finish():
    """Ends the program, with 1 if a check failed."""
    sys.exit(1 if failed else 0)
