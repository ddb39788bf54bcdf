/// The columns that `text` takes on a terminal: 0 for combining marks, 2 for wide letters and emoji.
public func displayWidth(_ text: String) -> Int { text.count }

/// `text` with blanks after it (or before it) up to `width` columns.
public func padded(_ text: String, to width: Int, right: Bool = false) -> String { text }

/// `text` in at most `width` columns, its middle replaced by `…`: `exp002/…/run_00120`.
public func shortened(_ text: String, to width: Int, unicode: Bool = true) -> String { text }

/// `text` in lines of at most `width` columns, broken at blanks; words that are longer stand alone.
public func wrapped(_ text: String, to width: Int) -> [String] { [text] }

/// `text` without what would move the cursor or change colours: control characters become `␛`-like pictures or `?`.
public func printable(_ text: String, unicode: Bool = true) -> String { text }
