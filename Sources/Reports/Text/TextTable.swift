/// Columns of text that fit a terminal: it shortens names, then drops columns, in an order that is fixed.
public struct TextTable: Sendable {
  /// One column.
  public struct Column: Sendable {
    /// Its heading.
    public var title: StyledText
    /// Whether it stands at the right edge of its column, as numbers do.
    public var right: Bool
    /// When it goes if there is no room: lower first; nil never.
    public var dropOrder: Int?
    /// The least columns its text may be shortened to in the middle; nil if it may not.
    public var shortensTo: Int?

    /// Creates a column.
    public init(
      _ title: StyledText, right: Bool = false, dropOrder: Int? = nil, shortensTo: Int? = nil
    ) {
      self.title = title
      self.right = right
      self.dropOrder = dropOrder
      self.shortensTo = shortensTo
    }
  }

  /// The columns.
  public var columns: [Column]
  /// The rows, a cell a column; missing cells are empty.
  public var rows: [[StyledText]] = []
  /// Blanks before the first column.
  public var indent = 2
  /// Blanks between two columns.
  public var gap = 2

  /// Creates an empty table.
  public init(_ columns: [Column]) { self.columns = columns }

  /// The lines, headings first unless all are empty, without blanks at their ends.
  public func lines(for terminal: Terminal) -> [String] { [] }
}
