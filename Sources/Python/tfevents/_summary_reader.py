"""A replacement for tbparse's reader of scalars and hyperparameters."""

import os
from typing import Any, Dict, List, Mapping, Optional, Set, Tuple

from ._binary import find_tfevents
from ._errors import NothingFound, TfeventsError
from ._process import call, records
from ._scalars import scalars

KINDS = ("images", "audio", "histograms", "scalars", "tensors", "hparams", "text")
COLUMNS = {
    "dir_name", "file_name", "wall_time", "min", "max", "num", "sum", "sum_squares", "width", "height",
    "content_type", "length_frames", "sample_rate",
}


class SummaryReader:
    """The scalars and hyperparameters of a folder or file as data frames, with tbparse's names.
    Needs pandas.

    ``SummaryReader(path, pivot=True, extra_columns={"dir_name", "wall_time"}).scalars``: each event
    file separately, rows in the order of directory, file, tag and step if these are columns. With
    ``pivot`` there is one column per tag, and several values of a step become a list.

    It differs from tbparse where tbparse loses data: scalars that were written as tensors
    (TensorFlow 2, Keras, Flax) are scalars here. Hyperparameters whose text is a number are
    numbers. Other kinds of data raise TfeventsError.
    """

    def __init__(
        self,
        log_path: Any,
        *,
        pivot: bool = False,
        extra_columns: Optional[Set[str]] = None,
        event_types: Optional[Set[str]] = None
    ):
        self.log_path = os.fspath(log_path)
        self.pivot = pivot
        self.extra_columns = set(extra_columns or ())
        self.event_types = set(event_types or KINDS)
        if not os.path.exists(self.log_path):
            raise ValueError("File or directory not found: {}".format(self.log_path))
        if not self.extra_columns <= COLUMNS:
            raise KeyError("no such columns: {}".format(sorted(self.extra_columns - COLUMNS)))
        if not self.event_types <= set(KINDS):
            raise KeyError("no such event types: {}".format(sorted(self.event_types - set(KINDS))))

    def __repr__(self) -> str:
        return "SummaryReader(log_path={!r})".format(self.log_path)

    @property
    def scalars(self) -> Any:
        """A data frame of step, tag, value, or of step and one column per tag; then the extra
        columns.
        """
        return self.get_events("scalars")

    @property
    def hparams(self) -> Any:
        """A data frame of tag and value, or of one column per tag; then the extra columns."""
        return self.get_events("hparams")

    def get_events(self, event_type: str) -> Any:
        """The data frame of "scalars" or "hparams"."""
        if event_type not in KINDS:
            raise ValueError("Unknown event_type: {}".format(event_type))
        if event_type not in self.event_types:
            raise ValueError("event_type is ignored by user: {}".format(event_type))
        if event_type == "scalars":
            return self._laid_out(self._scalar_rows(), ["dir_name", "file_name"], ["step"])
        if event_type == "hparams":
            return self._laid_out(self._setting_rows(), ["dir_name", "file_name"], [])
        raise TfeventsError(
            "tfevents.compat reads scalars and hyperparameters; for {} use tbparse itself".format(event_type)
        )

    @property
    def tags(self) -> Dict[str, List[str]]:
        """The tags by kind; kinds that are not read are empty."""
        found: Dict[str, List[str]] = {kind: [] for kind in KINDS}
        for kind, rows in (("scalars", self._scalar_rows()), ("hparams", self._setting_rows())):
            if kind in self.event_types and len(rows):
                found[kind] = list(dict.fromkeys(rows["tag"].tolist()))
        return found

    def get_tags(self, event_type: Optional[str] = None) -> Any:
        """The tags of a kind; of all kinds by default."""
        return self.tags if event_type is None else self.tags[event_type]

    @property
    def children(self) -> Dict[str, "SummaryReader"]:
        """A reader for each folder and event file in the folder."""
        if os.path.isfile(self.log_path):
            return {}
        given = dict(pivot=self.pivot, extra_columns=self.extra_columns, event_types=self.event_types)
        paths = {name: os.path.join(self.log_path, name) for name in sorted(os.listdir(self.log_path))}
        return {
            name: SummaryReader(path, **given)  # type: ignore[arg-type]
            for name, path in paths.items()
            if os.path.isdir(path) or "tfevents" in name
        }

    def __getitem__(self, name: str) -> "SummaryReader":
        return self.children[name]

    def __getattr__(self, name: str) -> Any:
        if name in KINDS:
            return self.get_events(name)
        raise AttributeError(name)

    def _files(self) -> List[Tuple[str, str]]:
        """The event files: for each its directory below the path ("" for the path itself) and its
        name.
        """
        if os.path.isfile(self.log_path):
            return [("", os.path.basename(self.log_path))]
        found = []
        for folder, _, names in os.walk(self.log_path, followlinks=True):
            below = os.path.relpath(folder, self.log_path).replace(os.sep, "/")
            found += [("" if below == "." else below, name) for name in names if "tfevents" in name]
        return sorted(found, key=lambda one: (one[0] + "/" + one[1]).strip("/").split("/"))

    def _scalar_rows(self) -> Any:
        """Rows of all files, file by file, and tag by tag in the order in which they were met."""
        import pandas

        places = {file: place for place, file in enumerate(self._files())}
        try:
            rows = scalars(self.log_path, overlap="tensorboard", run_per_file=True, columns="file", to="pandas")
        except NothingFound:
            return pandas.DataFrame()
        rows = rows.rename(columns={"file": "file_name"})
        pairs = rows.groupby(["run", "file_name"], observed=True, sort=False).ngroup()
        firsts = rows.loc[~pairs.duplicated(), ["run", "file_name"]].itertuples(index=False, name=None)
        root = os.path.basename(os.path.abspath(self.log_path))
        owners = [owner(run, file, places, root) for run, file in firsts]
        rows["dir_name"] = pandas.Series([folder for folder, _ in owners], dtype=object).take(pairs).to_numpy()
        ranks = [places.get(pair, len(places)) for pair in owners]
        rows["file_place"] = pandas.Series(ranks).take(pairs).to_numpy()
        rows["tag_place"] = rows.groupby(["file_place", "tag"], observed=True, sort=False).ngroup()
        rows = rows.sort_values(["file_place", "tag_place"], kind="stable", ignore_index=True)
        rows[["tag", "file_name"]] = rows[["tag", "file_name"]].astype(object)
        return rows[["step", "tag", "value", "wall_time", "dir_name", "file_name"]]

    def _setting_rows(self) -> Any:
        import pandas

        files = self._files()
        is_folder = os.path.isdir(self.log_path)
        paths = [os.path.join(self.log_path, *pair) if is_folder else self.log_path for pair in files]
        text = "".join(path + "\n" for path in paths).encode("utf-8", "surrogateescape")
        output, _ = call([find_tfevents(), "scan", "--stdin"], text) if files else (b"", 0)
        rows = [
            (name, number_or_text(value), folder, file)
            for (folder, file), record in zip(files, records(output))
            for name, value in (record.get("hyperparameters") or {}).items()
        ]
        return pandas.DataFrame(rows, columns=["tag", "value", "dir_name", "file_name"])

    def _laid_out(self, rows: Any, groups: List[str], steps: List[str]) -> Any:
        """Rows with the requested columns, in tbparse's order."""
        import pandas

        if rows.empty:
            return pandas.DataFrame()
        wanted = [name for name in ("wall_time", "dir_name", "file_name") if name in self.extra_columns]
        extra = [name for name in wanted if name in rows]
        groups = [name for name in groups if name in extra]
        if not self.pivot:
            columns = steps + ["tag", "value"] + extra
            found = rows[columns].sort_values(groups + ["tag"] + steps, kind="stable", ignore_index=True)
            return found.infer_objects()
        return pivoted(rows, groups + steps, steps, extra)


def owner(run: str, file: str, places: Mapping[Tuple[str, str], int], root: str) -> Tuple[str, str]:
    """The directory of a file below the path ("" for the path itself) and the file, from the run's
    name in export.

    A run is named by its directory below the path, and by its file, too, if there are several. If
    the path itself is one run, all names begin with its name.
    """
    folder = run.partition("/" + file)[0]
    for one in (folder, folder[len(root) + 1 :] if folder.startswith(root + "/") else ""):
        if (one, file) in places:
            return one, file
    return "", file


def pivoted(rows: Any, groups: List[str], steps: List[str], extra: List[str]) -> Any:
    """One row per group, one column per tag; if a group has several values in a column, they become
    a list.
    """
    import pandas

    rows = rows.sort_values(groups, kind="stable", ignore_index=True) if groups else rows
    number = rows.groupby(groups, sort=False).ngroup() if groups else pandas.Series(0, index=rows.index)
    first = ~number.duplicated()
    found = {name: rows.loc[first, name].to_numpy() for name in groups}
    index = pandas.RangeIndex(int(first.sum()))
    for tag, cells in sorted(rows.groupby("tag", sort=False)["value"], key=lambda one: one[0]):
        found[tag] = merged(cells, number[cells.index]).reindex(index).to_numpy()
    if "wall_time" in extra:
        found["wall_time"] = merged(rows["wall_time"], number).to_numpy()
    tags = [name for name in found if name not in groups and name != "wall_time"]
    return pandas.DataFrame(found)[steps + tags + extra].infer_objects()


def merged(cells: Any, number: Any) -> Any:
    """The cell of each group by its number: a value, or a list of those that are not NaN."""
    if not number.duplicated().any():
        return cells.set_axis(number)

    def together(several: Any) -> Any:
        kept = [value for value in several.tolist() if value == value]
        return kept if len(kept) > 1 else kept[0] if kept else float("nan")

    return cells.astype(object).groupby(number.to_numpy()).agg(together)


def number_or_text(text: Any) -> Any:
    """A number if the text is one."""
    if isinstance(text, str):
        try:
            return float(text)
        except ValueError:
            return {"true": True, "false": False}.get(text, text)
    return text
