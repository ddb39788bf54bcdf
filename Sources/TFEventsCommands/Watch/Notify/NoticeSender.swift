/// An address for messages, and its service.
struct NotifyTarget: Sendable {
  let address: NotifyAddress
  let service: NotifyService
}

/// Sends messages to one address, one at a time; messages that arrive meanwhile are sent as one.
struct NoticeSender {
  /// The result of sending a message.
  struct Outcome {
    /// The address in a form that may be shown.
    var place: String
    var answer: NotifyAnswer
    /// How often it was tried.
    var tries: Int
  }

  private enum State {
    case idle
    case running(number: Int32, start: Double)
    case resting(until: Double)
  }

  /// How many seconds one try may take, and the pauses between tries.
  private static let longest = 10
  private static let pauses = [1.0, 4.0]
  private static let waitingLimit = 1_000

  private let target: NotifyTarget
  private let triesLimit: Int
  private var waiting: [Notice] = []
  private var request: [UInt8] = []
  private var state = State.idle
  private var tries = 0

  init(_ target: NotifyTarget, tries: Int) {
    self.target = target
    triesLimit = tries
  }

  var isIdle: Bool {
    if case .idle = state { waiting.isEmpty } else { false }
  }

  /// Adds a message to be sent; if too many wait, the oldest is dropped.
  mutating func add(_ notice: Notice) {
    if waiting.count >= Self.waitingLimit { waiting.removeFirst() }
    waiting.append(notice)
  }

  /// Does what can be done without waiting; returns the result of a message that is finished.
  mutating func advance(_ session: Session) -> Outcome? {
    switch state {
    case .idle:
      if waiting.isEmpty { return nil }
      takeNext()
      return send(session)
    case .resting(let time): return session.live.uptime() >= time ? send(session) : nil
    case .running(let number, let start):
      guard let status = session.live.status(number) else {
        // It ends by itself before.
        guard session.live.uptime() - start > Double(Self.longest + 5) else { return nil }
        session.live.kill(number, true)
        _ = session.live.output(number)
        return conclude(NotifyAnswer(curl: 28), session)
      }
      let output = session.live.output(number)
      return conclude(
        target.service.answer(status, output, from: target.address), session)
    }
  }

  /// Ends the current sending, and reports messages that are left.
  mutating func endAll(_ session: Session) -> Outcome? {
    if isIdle { return nil }
    if case .running(let number, _) = state {
      session.live.kill(number, true)
      _ = session.live.output(number)
    }
    (state, waiting) = (.idle, [])
    return outcome(NotifyAnswer(failure: "the watch ended before it was sent"))
  }

  private mutating func takeNext() {
    let notice = target.service.joins ? Notice.joined(waiting) : waiting[0]
    waiting.removeFirst(target.service.joins ? waiting.count : 1)
    request = target.service.request(notice, to: target.address, seconds: Self.longest)
    tries = 0
  }

  private mutating func send(_ session: Session) -> Outcome? {
    tries += 1
    let program = LiveWorld.Program(
      words: ["curl", "--config", "-"], input: request, isQuiet: true, keepsOutput: true)
    switch session.live.start(program) {
    case .success(let number):
      state = .running(number: number, start: session.live.uptime())
      return nil
    case .failure(let failure):
      return conclude(
        NotifyAnswer(failure: "curl could not be started (\(failure.text))"), session)
    }
  }

  private mutating func conclude(_ answer: NotifyAnswer, _ session: Session) -> Outcome? {
    if answer.mayRetry, tries < triesLimit {
      let pause = Self.pauses[min(tries, Self.pauses.count) - 1]
      state = .resting(until: session.live.uptime() + pause)
      return nil
    }
    state = .idle
    return outcome(answer)
  }

  private func outcome(_ answer: NotifyAnswer) -> Outcome {
    Outcome(place: target.address.shown, answer: answer, tries: tries)
  }
}
