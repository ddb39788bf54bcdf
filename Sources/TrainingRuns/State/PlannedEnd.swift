package import Convergence
package import LogDirectories
package import Scalars

/// Where a run is to end, as far as its log tells: after a number of steps, or else of epochs.
///
/// The one place that knows how trainers name it. A number of steps wins over a number of epochs, as it does
/// in the trainers that take both; what is below 1 is not set.
package struct PlannedEnd: Sendable, Hashable {
  /// The last step.
  package var step: Int64?
  /// The epochs, where no step is known.
  package var epochs: Double?

  /// Names of the number of steps, and of epochs, in lower case without anything but letters; the first
  /// that is set counts.
  private static let stepNames = [
    "maxsteps", "maxtrainsteps", "numtrainsteps", "numtrainingsteps", "totaltrainsteps",
    "totaltrainingsteps", "totalsteps", "trainsteps", "trainingsteps", "trainiters", "maxiters",
    "maxiter", "maxiterations", "totaliters", "numiterations", "totaltimesteps", "maxupdates",
  ]
  private static let epochNames = [
    "numtrainepochs", "maxepochs", "numepochs", "nepochs", "totalepochs", "trainepochs", "maxepoch",
    "totalepoch", "epochs",
  ]
  /// Settings of these groups are the run's own; those of others, such as a scheduler's, are not.
  private static let groups: Set<String> = [
    "trainer", "training", "trainingargs", "trainargs", "train", "args", "config", "hparams",
  ]

  /// The end that a caller, or somebody before, knows of.
  package init(step: Int64?, epochs: Double? = nil) {
    (self.step, self.epochs) = (step, epochs)
  }

  /// The end that the settings tell which the run logged.
  package init(_ hyperparameters: NamedValues<Hyperparameter>) {
    let settings = Self.settings(hyperparameters)
    step = Self.first(of: Self.stepNames, in: settings).map { Int64(rounding: $0) }
    epochs = step == nil ? Self.first(of: Self.epochNames, in: settings) : nil
  }

  /// The last step of a run, whose series tell how many steps an epoch has; `nil` where nothing tells, or the
  /// run has passed the epochs.
  package func lastStep(in run: RunEvidence?) -> Int64? {
    if let step { return step }
    guard let epochs, let run else { return nil }
    return Self.lastStep(ofEpochs: epochs, in: run)
  }
}

extension PlannedEnd {
  /// The numbers from 1 on among the run's own settings, by their plain names.
  private static func settings(_ hyperparameters: NamedValues<Hyperparameter>) -> [String: Double] {
    var settings: [String: Double] = [:]
    // In the order of their names: where two have one plain name, the result does not vary.
    for (name, value) in hyperparameters {
      guard case .number(let number) = value, number >= 1, number.isFinite else { continue }
      let parts = name.split(separator: ".").map { plain($0) }
      guard let last = parts.last, parts.dropLast().allSatisfy(groups.contains) else { continue }
      if settings[last] == nil { settings[last] = number }
    }
    return settings
  }

  /// Lower case, and letters alone: `maxSteps`, `max_steps` and `max-steps` are one name.
  private static func plain(_ name: Substring) -> String {
    String(decoding: name.utf8.filter { isLetter($0) }.map { $0 | 0x20 }, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) && byte < 0x80
  }

  private static func first(of names: [String], in settings: [String: Double]) -> Double? {
    names.lazy.compactMap { settings[$0] }.first
  }

  /// The step at which the last epoch ends: by the logged epoch, or where validation was logged at each epoch
  /// with the epoch for its step.
  private static func lastStep(ofEpochs epochs: Double, in run: RunEvidence) -> Int64? {
    if let scale = EpochScale(run.epoch), let last = run.epoch?.lastFinite {
      let ahead = epochs - last.value
      // Logged epochs are rounded: one that has all but reached the end has reached it.
      if abs(ahead) <= 0.005 * epochs { return last.step }
      return ahead > 0 ? Int64(rounding: Double(last.step) + ahead * scale.steps) : nil
    }
    let judged = run.judged
    guard run.judgedIsValidation, judged.points > 1, (0...1).contains(judged.lowestStep),
      judged.highestStep - judged.lowestStep == judged.points - 1
    else { return nil }
    let end = Int64(rounding: epochs) - 1 + judged.lowestStep
    return end >= judged.highestStep ? end : nil
  }
}
