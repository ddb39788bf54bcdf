import Scalars
import TextFormats

/// The progress of work that is counted in items and in bytes.
public struct ProgressCounts: Sendable, Hashable {
  /// How many items are done.
  public var items: Int
  /// How many there are.
  public var totalItems: Int
  /// The name of the items, in the plural.
  public var unit: String
  /// How many bytes are read.
  public var bytes: Int64
  /// The total number of items; 0 if unknown.
  public var totalBytes: Int64

  /// Creates counts.
  public init(items: Int, totalItems: Int, unit: String, bytes: Int64, totalBytes: Int64) {
    self.items = items
    self.totalItems = totalItems
    self.unit = unit
    self.bytes = bytes
    self.totalBytes = totalBytes
  }

  /// The share that is done, 0 to 1: by bytes, since they determine the time.
  var share: Double {
    let share =
      totalBytes > 0
      ? Double(bytes) / Double(totalBytes)
      : totalItems > 0 ? Double(items) / Double(totalItems) : 1
    return min(1, max(0, share))
  }
}

/// One line that shows the progress of work:
/// `Reading  1,312 of 2,000 runs  77 of 117 MB  ━━━╸━━  66 %  2 s left`.
///
/// The items are left out if there is only one. The bar has at most 30 columns; it is left out if
/// there is no room for 10, and so are the bytes.
///
/// - Parameters:
///   - title: What is being done.
///   - counts: How much is done, and of how much.
///   - seconds: How long it has taken so far, finite; the time left is computed from it, once 2 %
///     are done.
///   - terminal: Where it is shown; the line is at least one column shorter than its width.
///
/// - Returns: The line, without a line feed.
public func progressLine(
  _ title: String, _ counts: ProgressCounts, seconds: Double, terminal: Terminal
) -> String {
  let numbers = ReadableNumbers(unicode: terminal.unicode)
  let share = counts.share
  var head = title
  if counts.totalItems != 1 {
    let goal = numbers.integer(Int64(counts.totalItems))
    let count = padded(numbers.integer(Int64(counts.items)), to: goal.count, right: true)
    head += "  \(count) of \(goal) \(counts.unit)"
  }
  let percent = padded("\(Int(clamping: share * 100)) %", to: 5, right: true)
  let left = share > 0.02 && seconds.isFinite ? seconds / share - seconds : nil
  let tail =
    percent + (left.map { "  " + numbers.duration(($0 + 0.5).rounded(.down)) + " left" } ?? "")
  let size = numbers.bytes(counts.totalBytes)
  let bytes =
    counts.totalBytes > 0
    ? "  \(padded(numbers.bytes(counts.bytes), to: size.count, right: true)) of \(size)" : ""
  for head in bytes.isEmpty ? [head] : [head + bytes, head] {
    let room = min(30, terminal.width - 1 - displayWidth(head) - displayWidth(tail) - 3)
    if room >= 10 {
      return "\(head)  \(progressBar(share, width: room, terminal: terminal)) \(tail)"
    }
  }
  return shortened("\(head) \(tail)", to: terminal.width - 1)
}

/// A bar of `width` columns of which a share is done: `━━━╸━━`, or `===>--` without Unicode.
///
/// With Unicode but without colors the rest is blank, since otherwise it would look done.
func progressBar(_ share: Double, width: Int, terminal: Terminal) -> String {
  let halves = Int(clamping: share * Double(2 * width))
  let whole = halves / 2
  let tip = whole == width ? "" : halves % 2 == 1 ? (terminal.unicode ? "╸" : ">") : ""
  let rest = width - whole - tip.count
  let doneSign = terminal.unicode ? "━" : "="
  let restSign = !terminal.unicode ? "-" : terminal.colour ? "━" : " "
  return terminal.styled(String(repeating: doneSign, count: whole) + tip, .green)
    + terminal.styled(String(repeating: restSign, count: rest), .dim)
}
