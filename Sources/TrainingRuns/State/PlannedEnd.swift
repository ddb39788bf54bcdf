package import Convergence
package import LogDirectories
package import Scalars

/// The planned end of a run, as its log tells it: a number of steps, or else of epochs.
///
/// Only this type knows the names that trainers use for it. A number of steps wins over a number of
/// epochs, as it does in the trainers that take both. A value below 1 means "not set".
package struct PlannedEnd: Sendable, Hashable {
  /// The last step.
  package var step: Int64?
  /// The epochs, if no number of steps is known.
  package var epochs: Double?

  /// Names of the number of steps, and of epochs, in lower case and only letters; the first one
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
  /// Settings in these groups belong to the run; those in other groups, such as a scheduler's, do
  /// not.
  private static let groups: Set<String> = [
    "trainer", "training", "trainingargs", "trainargs", "train", "args", "config", "hparams",
  ]

  /// The end that a caller gave, or that is already known.
  package init(step: Int64?, epochs: Double? = nil) {
    (self.step, self.epochs) = (step, epochs)
  }

  /// The end according to the settings that the run logged.
  package init(_ hyperparameters: NamedValues<Hyperparameter>) {
    let settings = Self.settings(hyperparameters)
    step = Self.first(of: Self.stepNames, in: settings).map { Int64(rounding: $0) }
    epochs = step == nil ? Self.first(of: Self.epochNames, in: settings) : nil
  }

  /// The last step of a run; its series give the number of steps per epoch.
  ///
  /// `nil` if that is unknown, or if the run has passed the planned epochs.
  package func lastStep(in run: RunEvidence?) -> Int64? {
    if let step { return step }
    guard let epochs, let run else { return nil }
    return Self.lastStep(ofEpochs: epochs, in: run)
  }
}

extension PlannedEnd {
  /// The settings of the run itself that are numbers from 1 on, by their plain names.
  private static func settings(_ hyperparameters: NamedValues<Hyperparameter>) -> [String: Double] {
    var settings: [String: Double] = [:]
    // In the order of their names, so that the result is fixed if two have the same plain name.
    for (name, value) in hyperparameters {
      guard case .number(let number) = value, number >= 1, number.isFinite else { continue }
      let parts = name.split(separator: ".").map { plain($0) }
      guard let last = parts.last, parts.dropLast().allSatisfy(groups.contains) else { continue }
      if settings[last] == nil { settings[last] = number }
    }
    return settings
  }

  /// Lower case, and only letters: `maxSteps`, `max_steps` and `max-steps` are the same name.
  private static func plain(_ name: Substring) -> String {
    String(decoding: name.utf8.filter { isLetter($0) }.map { $0 | 0x20 }, as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) && byte < 0x80
  }

  private static func first(of names: [String], in settings: [String: Double]) -> Double? {
    names.lazy.compactMap { settings[$0] }.first
  }

  /// The step at which the last epoch ends.
  ///
  /// Computed from the logged epoch; or, if validation was logged once per epoch with the epoch as
  /// its step, from that.
  private static func lastStep(ofEpochs epochs: Double, in run: RunEvidence) -> Int64? {
    if let scale = EpochScale(run.epoch), let last = run.epoch?.lastFinite {
      let ahead = epochs - last.value
      // Logged epochs are rounded: a value just below the end counts as the end.
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
