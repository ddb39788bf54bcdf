"""Turns a drawing of ``tfevents plot`` into a PNG: the implementation of ``tfevents plot -o
x.png``.

The drawing is the executable's SVG; ``resvg`` (the extra ``png``) renders it.
"""

import glob
import os
import subprocess
import sys
import tempfile

#: Pixels for each unit of the drawing, which is 860 units wide.
ZOOM = 2

#: Where fonts are looked for; without any the drawing would have no text, and nobody would be told.
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")


class PNGError(Exception):
    """The reason why there is no picture, in a sentence for the user."""


def has_fonts():
    """Whether the system has a font that can be read."""
    patterns = [os.path.join(os.path.expanduser(folder), "**", "*.[to]tf") for folder in FONTS]
    return any(next(glob.iglob(pattern, recursive=True), None) for pattern in patterns)


def bundled_fonts():
    """The folder of the fonts that matplotlib contains; None without matplotlib. It is not
    imported, since that takes a second.
    """
    from importlib.util import find_spec

    spec = find_spec("matplotlib")
    if spec is None or not spec.origin:
        return None
    folder = os.path.join(os.path.dirname(spec.origin), "mpl-data", "fonts", "ttf")
    return folder if os.path.isdir(folder) else None


def picture(svg):
    """The bytes of a PNG of a drawing, ``ZOOM`` pixels per unit."""
    try:
        import resvg_py
    except ImportError:
        raise PNGError(
            "PNG needs a library:  pip install 'tfevents[png]'\n  or write  -o x.svg , which browsers and papers take") from None
    options = {}
    if not has_fonts():
        folder = bundled_fonts()
        if folder is None:
            raise PNGError(
                "there is no font on this machine, so that a PNG would have no text\n"
                "  install one (such as fonts-dejavu-core), or matplotlib, or write  -o x.svg")
        options = {"font_dirs": [folder], "sans_serif_family": "DejaVu Sans"}
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=ZOOM, **options))


def write(path, data):
    """Writes a file beside the existing one and then replaces it."""
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "wb") as file:
            file.write(data)
        return
    target = os.path.realpath(path)
    descriptor, draft = tempfile.mkstemp(prefix=".partial-", dir=os.path.dirname(target) or ".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        mode = os.stat(target).st_mode & 0o7777 if os.path.exists(target) else 0o666 & ~umask()
        os.chmod(draft, mode)
        os.replace(draft, target)
    except BaseException:
        os.unlink(draft)
        raise


def umask():
    """The umask of the process, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def draw(executable, output, command):
    """Writes a picture of the SVG that ``command`` (the arguments of the executable) draws; returns
    the exit status.
    """
    done = subprocess.run([executable, *command], stdout=subprocess.PIPE)
    # If there is no drawing, the executable has said why.
    if not done.stdout:
        return done.returncode
    try:
        write(output, picture(done.stdout.decode("utf-8")))
    except PNGError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except (OSError, ValueError) as error:
        print(f"error: {output} cannot be written ({getattr(error, 'strerror', None) or error})", file=sys.stderr)
        return 2
    return done.returncode


def main():
    """Draws for ``tfevents plot``, which passes: the executable, the output's path, and the
    arguments of the command.
    """
    executable, output, *command = sys.argv[1:]
    sys.exit(draw(executable, output, command))
