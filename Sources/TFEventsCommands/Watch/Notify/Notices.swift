import Arguments
import Reports

/// The messages that people are sent, each service in its own time.
struct Notices {
  private let occasions: [Occasion]
  private var senders: [NoticeSender]

  init(_ targets: [NotifyTarget], on occasions: [Occasion], tries: Int = 3) {
    self.occasions = occasions
    senders = targets.map { NoticeSender($0, tries: tries) }
  }

  /// Whether nothing is left to be sent.
  var isIdle: Bool { senders.allSatisfy(\.isIdle) }

  /// Asks for the message about an event, where it is one that people want to be told of.
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

  /// Sends what can be sent now; what came of messages that are done with.
  mutating func advance(_ session: Session) -> [NoticeSender.Outcome] {
    senders.indices.compactMap { senders[$0].advance(session) }
  }

  /// Ends what is being sent, and sends nothing more.
  mutating func endAll(_ session: Session) -> [NoticeSender.Outcome] {
    senders.indices.compactMap { senders[$0].endAll(session) }
  }
}

extension Notices {
  /// The messages that the command line asks for; by default also those about what `--until` names.
  init(_ arguments: ParsedArguments) {
    let until = arguments[WatchCommand.until] ?? []
    self.init(
      arguments[WatchCommand.notify],
      on: arguments[WatchCommand.notifyOn] ?? Occasion.worthTelling + until)
  }
}
