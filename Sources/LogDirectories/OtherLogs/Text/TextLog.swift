import EventFiles
import TextFormats

/// A text log that is read to its end, and the result of reading it.
struct TextLog: ~Copyable {
  private var text: TextWindow
  private var decoder: any TextDecoder
  private var lastEpoch: LoggedValue?

  /// Prepares to read; nothing is opened yet.
  init(_ location: FileLocation, _ decoder: any TextDecoder, isGrowing: Bool = false) {
    text = TextWindow(location, isGrowing: isGrowing)
    self.decoder = decoder
  }

  /// The position in the log of the next line, row or entry, or of bytes before it.
  var offset: Int64 { text.offset }

  /// The settings of the run met so far.
  var settings: [JSONValue.Member] { decoder.settings }

  /// The values of the next line, row or entry that has some; nil at the end.
  ///
  /// What could not be read is added to the damage of `outcome`.
  mutating func next(_ outcome: inout FileOutcome) throws(EventFileError) -> [LoggedValue]? {
    while true {
      let start = text.offset
      switch try decoder.next(&text) {
      case .values(let values):
        outcome.records += 1
        if values.isEmpty { continue }
        outcome.events += 1
        return withoutRepeatedEpoch(values)
      case .nothing: continue
      case .leftOut(let flaw): add(.malformedLine, from: start, flaw, to: &outcome)
      case .hole(let flaw): add(.zeroHole, from: start, flaw, to: &outcome)
      case .cut(let flaw): outcome.tail = damage(.truncated, from: start, flaw, outcome)
      case .end:
        if !decoder.isOne, text.offset > 0 { refuse(&outcome) }
        return nil
      }
    }
  }

  private func damage(
    _ kind: Damage.Kind, from start: Int64, _ flaw: String?, _ outcome: FileOutcome
  ) -> Damage {
    Damage(
      kind: kind, offset: start, length: text.offset - start, recordsBefore: outcome.records,
      resumedAt: kind == .truncated ? nil : text.offset, detail: flaw)
  }

  private func add(
    _ kind: Damage.Kind, from start: Int64, _ flaw: String, to outcome: inout FileOutcome
  ) {
    outcome.damageCounts[kind, default: 0] += 1
    if outcome.damage.count < FileOutcome.damageLimit {
      outcome.damage.append(damage(kind, from: start, flaw, outcome))
    }
  }

  /// Reports of a file only that it is not such a log.
  private func refuse(_ outcome: inout FileOutcome) {
    outcome.damage = []
    outcome.damageCounts = [:]
    outcome.tail = Damage(
      kind: .notAnEventFile, offset: 0, length: text.offset, detail: decoder.flaw)
  }

  /// The values without the epochs that a second entry for the same step repeats, such as that of a
  /// validation.
  private mutating func withoutRepeatedEpoch(_ values: [LoggedValue]) -> [LoggedValue] {
    guard
      let place = values.firstIndex(where: { $0.tag == "epoch" || $0.tag.hasSuffix("/epoch") })
    else { return values }
    let epoch = values[place]
    defer { lastEpoch = epoch }
    guard epoch.tag == lastEpoch?.tag, epoch.step == lastEpoch?.step,
      epoch.value == lastEpoch?.value
    else { return values }
    var values = values
    values.remove(at: place)
    return values
  }
}
