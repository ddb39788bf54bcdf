/// One line that says how far work has come: `Reading  1,312 of 2,000 runs  ━━━╸━━  66 %  2 s left`.
///
/// - Parameters:
///   - title: What is being done.
///   - done: How much is done.
///   - total: How much there is.
///   - unit: What is counted, in the plural.
///   - secondsLeft: The time it will take yet; nil if that is not known.
///   - terminal: Where it is shown; the line is one column shorter than its width at most.
/// - Returns: The line, without a line feed.
public func progressLine(
  _ title: String, done: Int, total: Int, unit: String, secondsLeft: Double?, terminal: Terminal
) -> String { "" }
