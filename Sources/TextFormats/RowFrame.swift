package import Scalars

/// Writes rows that differ only in numbers within a series: the text between the numbers is encoded
/// once.
///
/// A row is a text, a number, a text, … and a text at its end. Rows with a non-finite number are
/// left to the general code, with which this must agree byte for byte.
package struct RowFrame: Sendable {
  /// The content of a column.
  package enum Column: Sendable {
    /// Text that stays the same in all rows of a series.
    case text
    /// The step, the wall time, or the value of the row's point.
    case step, wallTime, value
  }

  /// Rows written between two checks of the remaining room.
  private static let stretch = 256

  private let fields: [Column]
  private let widensValues: Bool
  private let columns: [Column]
  /// The bytes before each column, and after the row.
  private let separators: [[UInt8]]
  /// The texts, eight characters per word, each text beginning at a word.
  private var words: [UInt64] = []
  /// For each series, the position of its texts in `words`, and their lengths; `fields.count + 1`
  /// entries per series.
  private var texts: [(start: Int, count: Int)] = []
  private var types: [NumberType] = []
  /// The longest row in bytes, with a word of slack per text.
  private var room = 0

  /// Creates a frame for rows without series so far.
  ///
  /// - Parameters:
  ///   - columns: The content of the columns.
  ///   - separators: The bytes before each column, and after the row.
  ///   - widensValues: Whether all values are written as doubles.
  package init(_ columns: [Column], separators: [[UInt8]], widensValues: Bool) {
    precondition(
      separators.count == columns.count + 1,
      "\(separators.count) separators for \(columns.count) columns")
    self.columns = columns
    self.separators = separators
    self.widensValues = widensValues
    fields = columns.filter { $0 != .text }
  }

  /// Adds a series, given its cells in the columns of text.
  package mutating func addSeries(cells: [[UInt8]], type: NumberType) {
    var bytes = 0
    var text: [UInt8] = []
    for (place, column) in columns.enumerated() {
      text += separators[place]
      if column == .text {
        text += cells[place]
      } else {
        bytes += add(text)
        text = []
      }
    }
    bytes += add(text + separators[columns.count])
    room = max(room, bytes + fields.count * OutputSpan<UInt8>.numberRoom)
    types.append(widensValues ? .float64 : type)
  }

  private mutating func add(_ text: [UInt8]) -> Int {
    texts.append((words.count, text.count))
    for start in stride(from: 0, to: text.count, by: 8) {
      words.append(text[start...].prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
    return text.count + 8
  }

  /// Forgets all series.
  package mutating func removeAll() {
    words.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
    types.removeAll(keepingCapacity: true)
    room = 0
  }

  /// Writes rows from one on until the end, or until a row for the general code, and returns its
  /// index.
  package func write(_ points: ScalarBatch, from start: Int, to buffer: inout ByteBuffer) -> Int {
    var row = start
    while row < points.count {
      let stop = min(points.count, row + Self.stretch)
      row = write(points, row..<stop, to: &buffer)
      if row < stop { return row }
    }
    return row
  }

  private func write(
    _ points: ScalarBatch, _ rows: Range<Int>, to buffer: inout ByteBuffer
  ) -> Int {
    let narrowPowers = PowersOfTen.narrowWords
    var row = rows.lowerBound
    buffer.bytes.append(addingCapacity: rows.count * room) { out in
      let (series, steps) = (points.series.span, points.steps.span)
      let (wallTimes, values) = (points.wallTimes.span, points.values.span)
      let (fields, types, powers) = (fields.span, types.span, narrowPowers.span)
      let (words, texts) = (words.span, texts.span)
      var clock = WallTimeWriter()
      while row < rows.upperBound {
        let number = Int(series[row])
        let (wallTime, value) = (wallTimes[row], values[row])
        let type = types[number]
        if !wallTime.isFinite || !value.isFinite { return }
        var text = number * (fields.count + 1)
        out.write(texts[text], of: words)
        for place in fields.indices {
          switch fields[place] {
          case .step: out.write(steps[row])
          case .wallTime: clock.write(wallTime, to: &out)
          case .value: out.write(value, as: type, powers: powers)
          case .text: break
          }
          text += 1
          out.write(texts[text], of: words)
        }
        row += 1
      }
    }
    return row
  }
}

extension OutputSpan where Element == UInt8 {
  /// Appends a text that is stored in words of eight characters.
  @inline(__always)
  fileprivate mutating func write(_ text: (start: Int, count: Int), of words: Span<UInt64>) {
    var (place, left) = text
    while left > 8 {
      write(words[place], count: 8)
      place += 1
      left -= 8
    }
    if left == 1 {
      append(UInt8(truncatingIfNeeded: words[place]))
    } else if left > 0 {
      write(words[place], count: left)
    }
  }

  /// Appends a number, which must be finite, with the digits of its type.
  @inline(__always)
  fileprivate mutating func write(_ value: Double, as type: NumberType, powers: Span<UInt64>) {
    switch type {
    case .float32: write(Float(value), powers: powers)
    case .integer, .boolean: write(whole: value)
    default: write(value)
    }
  }
}
