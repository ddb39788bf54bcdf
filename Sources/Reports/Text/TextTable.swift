/// Columns of text that fit a terminal.
///
/// If they do not fit, the text of columns that allow it is shortened in its middle, down to their
/// minimum width. If that is not enough, columns are dropped one by one, in their order, and the
/// rest is tried again. A column of names is shortened only if dropping others cannot make room for
/// it.
public struct TextTable: Sendable {
  /// One column.
  public struct Column: Sendable {
    /// Its heading.
    public var title: StyledText
    /// Whether it is right-aligned, as numbers are.
    public var right: Bool
    /// The order of dropping if there is no room: lower first; nil never.
    public var dropOrder: Int?
    /// The smallest width to which its text may be shortened; nil if it may not be.
    public var shortensTo: Int?
    /// Whether other columns are dropped before its text is shortened.
    public var isKeptWhole: Bool
    /// Whether its text continues in further lines of the row at the terminal's edge; only for last
    /// columns.
    public var wraps: Bool

    /// Creates a column.
    public init(
      _ title: StyledText, right: Bool = false, dropOrder: Int? = nil, shortensTo: Int? = nil,
      isKeptWhole: Bool = false, wraps: Bool = false
    ) {
      self.title = title
      self.right = right
      self.dropOrder = dropOrder
      self.shortensTo = shortensTo
      self.isKeptWhole = isKeptWhole
      self.wraps = wraps
    }
  }

  /// The columns.
  public var columns: [Column]
  /// The rows, one cell per column; missing cells are empty.
  public var rows: [[StyledText]] = []
  /// Blanks before the first column.
  public var indent = 2
  /// Blanks between two columns.
  public var gap = 2

  /// Creates an empty table.
  public init(_ columns: [Column]) { self.columns = columns }

  /// The indices and widths of the columns that are shown on a terminal of this width.
  public func layout(width: Int) -> [(column: Int, width: Int)] {
    var shown = Array(columns.indices)
    let all = shown.map(naturalWidth)
    let keepsWhole = canKeepWhole(all, in: width)
    while true {
      let natural = shown.map { all[$0] }
      let excess = indent + gap * (shown.count - 1) + natural.reduce(0, +) - width
      if let widths = reduce(natural, of: shown, by: excess, keepsWhole: keepsWhole) {
        return Array(zip(shown, widths)).map { (column: $0.0, width: $0.1) }
      }
      guard let next = nextToDrop(of: shown) else {
        return zip(shown, natural).map { column, width in
          (column: column, width: min(width, columns[column].shortensTo ?? width))
        }
      }
      shown.removeAll { $0 == next }
    }
  }

  /// The headings of the columns for which a terminal of this width has no room.
  public func dropped(width: Int) -> [StyledText] {
    let shown = Set(layout(width: width).map(\.column))
    return columns.indices.filter { !shown.contains($0) }.map { columns[$0].title }
  }

  /// Whether the columns that must stay whole fit after all optional columns are dropped.
  private func canKeepWhole(_ natural: [Int], in width: Int) -> Bool {
    let kept = columns.indices.filter { columns[$0].dropOrder == nil }
    let least = kept.map { column in
      columns[column].isKeptWhole
        ? natural[column] : min(natural[column], leastWidth(of: column))
    }
    return indent + gap * (kept.count - 1) + least.reduce(0, +) <= width
  }

  /// The lines, headings first unless all are empty, without blanks at their ends.
  public func lines(for terminal: Terminal) -> [String] {
    let layout = layout(width: terminal.width)
    let titles = columns.map(\.title)
    let hasTitles = layout.contains { titles[$0.column].width > 0 }
    return (hasTitles ? [titles] : []).flatMap { lines(of: $0, layout, terminal) }
      + rows.flatMap { lines(of: $0, layout, terminal) }
  }

  private func naturalWidth(_ column: Int) -> Int {
    rows.reduce(columns[column].title.width) {
      max($0, column < $1.count ? $1[column].width : 0)
    }
  }

  /// The column to drop next; of equal ones, the rightmost.
  private func nextToDrop(of shown: [Int]) -> Int? {
    shown.filter { columns[$0].dropOrder != nil }
      .min { (columns[$0].dropOrder ?? 0, -$0) < (columns[$1].dropOrder ?? 0, -$1) }
  }

  /// The widths minus `excess` columns, taken from the widest that may be shortened; nil if that is
  /// impossible.
  private func reduce(
    _ natural: [Int], of shown: [Int], by excess: Int, keepsWhole: Bool
  ) -> [Int]? {
    var widths = natural
    for _ in 0..<max(0, excess) {
      let reducible = widths.indices.filter { index in
        !(keepsWhole && columns[shown[index]].isKeptWhole)
          && widths[index] > leastWidth(of: shown[index])
      }
      guard let widest = reducible.max(by: { widths[$0] < widths[$1] }) else { return nil }
      widths[widest] -= 1
    }
    return widths
  }

  private func leastWidth(of column: Int) -> Int {
    if columns[column].wraps { return 20 }
    return columns[column].shortensTo ?? .max
  }

  private func lines(
    of row: [StyledText], _ layout: [(column: Int, width: Int)], _ terminal: Terminal
  ) -> [String] {
    let cells = layout.map { place -> [StyledText] in
      let cell = place.column < row.count ? row[place.column] : ""
      guard columns[place.column].wraps, cell.width > place.width else {
        return [cell.shortened(to: place.width, unicode: terminal.unicode)]
      }
      let style = cell.pieces.first?.style ?? .plain
      return wrapped(cell.plain, to: place.width).map { StyledText($0, style) }
    }
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { index in
      line(cells.map { index < $0.count ? $0[index] : "" }, layout, terminal)
    }
  }

  private func line(
    _ cells: [StyledText], _ layout: [(column: Int, width: Int)], _ terminal: Terminal
  ) -> String {
    var text = ""
    var blanks = indent
    for (cell, place) in zip(cells, layout) {
      let rest = max(0, place.width - cell.width)
      let isRight = columns[place.column].right
      if isRight { blanks += rest }
      if cell.width > 0 {
        text += String(repeating: " ", count: blanks) + cell.rendered(for: terminal)
        blanks = 0
      }
      blanks += (isRight ? 0 : rest) + gap
    }
    return text
  }
}
