/// What was recognized in a run's numbers, in one sentence; see ``Finding``.
public struct Observation: Sendable, Hashable {
  /// One word for data files, such as `range-test`.
  public var dataName: String
  /// What was found, in a sentence.
  public var sentence: Phrase
  /// What to do about it, in a sentence.
  public var next: Phrase
  /// The first step of what was observed, if it begins at a step.
  public var since: Int64?

  /// The numbers of the sentences, for the evidence.
  public var facts: [Evidence] { sentence.facts + next.facts }

  init(_ dataName: String, since: Int64? = nil, _ sentence: Phrase, next: Phrase) {
    self.dataName = dataName
    self.sentence = sentence
    self.next = next
    self.since = since
  }
}
