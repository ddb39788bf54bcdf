import Arguments
import Reports

/// The messages to people; each service works at its own pace.
struct Notices {
  private let occasions: [Occasion]
  private var senders: [NoticeSender]

  init(_ targets: [NotifyTarget], on occasions: [Occasion], tries: Int = 3) {
    self.occasions = occasions
    senders = targets.map { NoticeSender($0, tries: tries) }
  }

  /// Whether nothing is left to be sent.
  var isIdle: Bool { senders.allSatisfy(\.isIdle) }

  /// Adds the message about an event, if it is one that people asked for.
  mutating func add(_ event: WatchEvent, isFirst: Bool) {
    guard !senders.isEmpty, let occasion = event.occasion(isFirst: isFirst),
      occasions.contains(occasion)
    else { return }
    add(Notice(event))
  }

  /// Asks for a message.
  mutating func add(_ notice: Notice) {
    for index in senders.indices { senders[index].add(notice) }
  }

  /// Sends what can be sent now; returns the results of messages that are finished.
  mutating func advance(_ session: Session) -> [NoticeSender.Outcome] {
    senders.indices.compactMap { senders[$0].advance(session) }
  }

  /// Ends the current sending, and sends nothing more.
  mutating func endAll(_ session: Session) -> [NoticeSender.Outcome] {
    senders.indices.compactMap { senders[$0].endAll(session) }
  }
}

extension Notices {
  /// The messages requested on the command line; by default also those about the events of
  /// `--until`.
  init(_ arguments: ParsedArguments) {
    let until = arguments[WatchCommand.until] ?? []
    self.init(
      arguments[WatchCommand.notify],
      on: arguments[WatchCommand.notifyOn] ?? Occasion.worthTelling + until)
  }
}
