import Convergence
import Scalars

/// The judgement of each prefix of each curve, at up to `count` moments: the raw material of a
/// stopping rule.
///
/// One line per look: curve, number of judged points minus one, and the judgement.
func writeLooks(_ curves: [String: Curve], atMost count: Int) {
  for (id, curve) in curves.sorted(by: { $0.key < $1.key }) {
    let isValidation = curve.validation.count >= 15
    guard isValidation || (curve.train.count >= 30 && curve.validation.isEmpty) else { continue }
    let judged = isValidation ? curve.validation : curve.train
    guard judged.count >= 12, judged.count(where: \.value.isFinite) > 8 else { continue }
    var prefix = GrowingRun(curve, isValidation: isValidation)
    for look in looks(upTo: judged.count, atMost: count) {
      prefix.grow(through: judged[look].wallTime)
      print(line(id, look, judge(prefix.evidence)))
    }
  }
}

/// The moments at which a run with a number of points is judged: equally spaced, from the fifth
/// point to the last.
func looks(upTo points: Int, atMost count: Int) -> [Int] {
  let number = min(count, points - 4)
  if number == 1 { return [4] }
  let places = (0..<number).map { place in
    4 + Double(place) * Double(points - 5) / Double(number - 1)
  }
  var looks: [Int] = []
  for place in places {
    let look = Int(place.rounded(.toNearestOrEven))
    if look != looks.last { looks.append(look) }
  }
  return looks
}

/// A run that is read up to a moment, and then further.
struct GrowingRun {
  var evidence: RunEvidence
  private var rest: Curve

  init(_ curve: Curve, isValidation: Bool) {
    rest = curve
    evidence = RunEvidence(judged: SeriesTracker(), judgedIsValidation: isValidation)
    if isValidation, !curve.train.isEmpty { evidence.train = SeriesTracker() }
    if !curve.learningRate.isEmpty { evidence.learningRate = SeriesTracker() }
    if !curve.epoch.isEmpty { evidence.epoch = SeriesTracker() }
    if !isValidation { (rest.validation, rest.train) = (curve.train, []) }
    rest.validation.reverse()
    rest.train.reverse()
    rest.learningRate.reverse()
    rest.epoch.reverse()
  }

  mutating func grow(through time: Double) {
    while let next = rest.validation.last, next.wallTime <= time {
      evidence.judged.push(next)
      rest.validation.removeLast()
    }
    while let next = rest.train.last, next.wallTime <= time {
      evidence.train?.push(next)
      rest.train.removeLast()
    }
    while let next = rest.learningRate.last, next.wallTime <= time {
      evidence.learningRate?.push(next)
      rest.learningRate.removeLast()
    }
    while let next = rest.epoch.last, next.wallTime <= time {
      evidence.epoch?.push(next)
      rest.epoch.removeLast()
    }
  }
}

private func line(_ id: String, _ look: Int, _ judgement: Judgement) -> String {
  func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "nan" }
  return [
    id, "\(look)", judgement.verdict.dataName, judgement.stopAdvice.rawValue,
    text(judgement.ratio), text(judgement.probabilityImproving), text(judgement.confidence),
    text(judgement.forecast?.value), text(judgement.level), text(judgement.bestLevel?.value),
    text(judgement.startLevel), text(judgement.noise), text(judgement.standardError),
    text(judgement.scale), text(judgement.learningRate?.shareOfPeak),
    text(judgement.learningRate?.recentFall), text(judgement.train?.atBest),
    text(judgement.train?.now),
  ].joined(separator: ",")
}
