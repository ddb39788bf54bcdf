"""Stands in for modules that a writer only names: they are imported, and never used."""

import abc
import importlib.util
import sys
import types


def stand_in(*names, also=()):
    """Replacements for modules that are missing, and for those in ``also``; any attribute can be read from them."""

    class Anything(abc.ABCMeta):
        def __getattr__(cls, name):
            if name.startswith("__"):
                raise AttributeError(name)
            return Anything(name, (Nothing,), {})

        def __index__(cls):
            return 1

    class Nothing(metaclass=Anything):
        def __init__(self, *_, **__):
            pass

        def __index__(self):
            return 1

        def __class_getitem__(cls, _):
            return cls

    class Module(types.ModuleType):
        __path__ = []
        __version__ = "2.0.0"

        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            return Anything(name, (Nothing,), {})

    class Finder:
        def find_spec(self, name, path=None, target=None):
            if name.split(".")[0] in missing:
                return importlib.util.spec_from_loader(name, self)

        def create_module(self, spec):
            return Module(spec.name)

        def exec_module(self, module):
            pass

    missing = {name for name in names if importlib.util.find_spec(name) is None} | set(also)
    for name in [name for name in sys.modules if name.split(".")[0] in also]:
        del sys.modules[name]
    if missing:
        sys.meta_path.insert(0, Finder())


def load(name, path):
    """A module from a file, without the package that it is in."""
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def home(package):
    """The folder of a package that is not imported."""
    spec = importlib.util.find_spec(package)
    if spec is None:
        raise ImportError(package)
    return spec.submodule_search_locations[0]
