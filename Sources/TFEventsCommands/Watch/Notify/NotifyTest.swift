import Arguments

/// Sends one message to each address, and prints what each service answered.
enum NotifyTest {
  /// `done` if every service accepted it; `no` if one did not.
  static func run(_ targets: [NotifyTarget], in session: Session) throws(CommandError) -> Outcome {
    session.live.takeSignals()
    var notices = Notices(targets, on: [], tries: 1)
    notices.add(.test)
    var result = Outcome.done
    while !notices.isIdle {
      for outcome in notices.advance(session) {
        let answer = outcome.answer
        let fate = answer.isGood ? "sent" : "not sent"
        try session.print("\(outcome.place): \(fate) (\(answer.said))\n")
        if !answer.isGood { result = .no }
      }
      if case .ended(let why) = session.live.wait(0.02) {
        _ = notices.endAll(session)
        return Outcome(why)
      }
    }
    return result
  }
}
