"""``python -m tfevents``: the executable, with the same arguments."""

import os
import sys

from ._binary import find_tfevents
from ._errors import TfeventsError


def main() -> None:
    try:
        binary = find_tfevents()
    except TfeventsError as error:
        sys.exit("error: " + str(error))
    os.execv(binary, [binary] + sys.argv[1:])


if __name__ == "__main__":
    main()
