import Convergence
import TextFormats

extension Sentences {
  /// Up to two sentences about other metrics that contradict the verdict, each after a blank.
  var disagreements: String {
    let better = judgement.othersStillBetter.map { other in
      "\(other.name) went on getting better (\(change(other.levelThen ?? .nan, other.level ?? .nan))"
        + (other.best.map { ", best at step \(step($0.step))" } ?? "") + ")."
    }
    let worse = judgement.othersWorsened.map { other in
      "But \(other.name) is worse than its best level "
        + "(\(change(other.bestLevel?.value ?? .nan, other.level ?? .nan)))."
    }
    return (better + worse).prefix(2).map { " " + $0 }.joined()
  }

  /// What to do if another measure disagrees; nil if none does.
  var weighing: String? {
    guard let other = (judgement.othersStillBetter + judgement.othersWorsened).first else {
      return nil
    }
    return "Weigh \(metric)\(best(judgement.best)) against \(other.name)\(best(other.best)) "
      + "before you choose what to keep."
  }

  private func best(_ best: Extreme?) -> String {
    best.map { " (best at step \(step($0.step)))" } ?? ""
  }
}
