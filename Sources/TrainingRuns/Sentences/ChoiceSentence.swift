extension MetricChoice {
  /// The judged series and the reason for choosing it, in a line without a full stop.
  public var sentence: String { "judged by \(name), \(why)" }

  /// The reason for choosing the metric.
  public var why: String {
    switch reason {
    case .asked: "as asked"
    case .pairedValidation: "the validation loss" + (paired.map { " paired with \($0)" } ?? "")
    case .validation: "the validation loss, with no training loss like it"
    case .heldOutMeasure:
      "a measure on held-out data, because there is no validation loss"
        + (paired.map { "; paired with \($0)" } ?? "")
    case .train(validationIsShort: true):
      "the training loss, because the validation loss has too few points yet"
    case .trainInstead: "the training loss, because the validation loss is broken"
    case .train(validationIsShort: false): "the training loss, because there is no validation loss"
    case .rating: "the rating against other players"
    case .reward: "the reward"
    case .preference: "how clearly chosen answers are preferred to rejected ones"
    case .namedMetric: "the best of the metrics with a known name"
    case .first: "the first series, a guess, because no name is known (--metric chooses)"
    }
  }
}

extension DirectionReason {
  /// The word for it in a record: `name`, `option`, `trend` or `scan`.
  public var dataName: String {
    switch self {
    case .asked: "option"
    case .name: "name"
    case .trend: "trend"
    case .siblings: "scan"
    }
  }

  /// The words for a direction that had to be guessed; empty for others.
  package var guess: String {
    switch self {
    case .asked, .name: ""
    case .trend: ", guessed from its curve"
    case .siblings: ", guessed from the curves of most runs"
    }
  }
}
