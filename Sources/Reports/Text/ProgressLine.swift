/// One line that says how far work has come: `Reading  1,312 of 2,000 runs  ━━━╸━━  66 %  2 s left`.
///
/// - Parameters:
///   - title: What is being done.
///   - done: How much is done.
///   - total: How much there is.
///   - unit: What is counted, in the plural.
///   - secondsLeft: The time it will take yet, finite; nil if that is not known.
///   - terminal: Where it is shown; the line is one column shorter than its width at most.
/// - Returns: The line, without a line feed; the bar has 30 columns at most and goes where there is no room.
public func progressLine(
  _ title: String, done: Int, total: Int, unit: String, secondsLeft: Double?, terminal: Terminal
) -> String {
  let numbers = ReadableNumbers(unicode: terminal.unicode)
  let share = total > 0 ? min(1, Double(done) / Double(total)) : 1
  let goal = numbers.integer(Int64(total))
  let count = padded(numbers.integer(Int64(done)), to: goal.count, right: true)
  let head = "\(title)  \(count) of \(goal) \(unit)"
  let percent = padded("\(Int(share * 100)) %", to: 5, right: true)
  let left = secondsLeft.map { "  " + numbers.duration(Double(Int64($0 + 0.5))) + " left" } ?? ""
  let tail = percent + left
  let room = min(30, terminal.width - 1 - displayWidth(head) - displayWidth(tail) - 3)
  guard room >= 5 else { return shortened("\(head) \(tail)", to: terminal.width - 1) }
  return "\(head)  \(progressBar(share, width: room, terminal: terminal)) \(tail)"
}

/// A bar of `width` columns of which a share is done: `━━━╸━━`, or `===>--` without Unicode.
///
/// Where there are no colours the rest is blank with Unicode, for it would look like what is done.
func progressBar(_ share: Double, width: Int, terminal: Terminal) -> String {
  let halves = Int(share * Double(2 * width))
  let whole = halves / 2
  let tip = whole == width ? "" : halves % 2 == 1 ? (terminal.unicode ? "╸" : ">") : ""
  let rest = width - whole - tip.count
  let doneSign = terminal.unicode ? "━" : "="
  let restSign = !terminal.unicode ? "-" : terminal.colour ? "━" : " "
  return terminal.styled(String(repeating: doneSign, count: whole) + tip, .green)
    + terminal.styled(String(repeating: restSign, count: rest), .dim)
}
