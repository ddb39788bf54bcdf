import LogDirectories
import Scalars

extension SeriesChooser {
  /// The training series of the same measure as a validation series; nil if there is none.
  func twin(
    of metric: SeriesCandidate, among usable: [SeriesCandidate]
  ) -> SeriesCandidate? {
    let train = usable.filter { candidate in
      candidate.role != .validation && candidate.index != metric.index
        && (metric.role == .validation || candidate.role == .train)
        && (candidate.series.tag == metric.series.tag || candidate.isLoss == metric.isLoss)
    }
    let fitting = train.filter { candidate in
      // The name of a validation set may be among the words: `eval/wiki_loss` pairs with
      // `train/loss`.
      candidate.series.tag == metric.series.tag
        || (!candidate.subject.isEmpty && Set(candidate.subject).isSubset(of: metric.subject))
    }
    if fitting.isEmpty {
      return longerTwin(of: metric, among: train) ?? onlyTwin(of: metric, among: train)
    }
    return fitting.min { twinRank($0, metric).lexicographicallyPrecedes(twinRank($1, metric)) }
  }

  /// A training loss whose name has one word more than the validation loss's, such as
  /// `train/ce_loss` beside `val/loss`; nil if several have.
  private func longerTwin(
    of metric: SeriesCandidate, among train: [SeriesCandidate]
  ) -> SeriesCandidate? {
    guard metric.isLoss, !metric.subject.isEmpty else { return nil }
    let longer = train.filter { candidate in
      candidate.role == .train && candidate.isLoss
        && candidate.subject.count == metric.subject.count + 1
        && Set(metric.subject).isSubset(of: candidate.subject)
    }
    return longer.count == 1 ? longer.first : nil
  }

  /// The only train series that can be compared: the total loss beside a validation loss with
  /// another name (`eval/CrossEntropy`), or a series whose whole name is `train`.
  private func onlyTwin(
    of metric: SeriesCandidate, among train: [SeriesCandidate]
  ) -> SeriesCandidate? {
    let whole = train.filter { candidate in
      candidate.role == .train
        && (metric.subject.isEmpty
          ? candidate.subject.isEmpty : metric.isLoss && candidate.subject == ["loss"])
    }
    return whole.count == 1 ? whole.first : nil
  }

  private func twinRank(_ train: SeriesCandidate, _ metric: SeriesCandidate) -> [Int] {
    let isAsDense = train.points <= 2 * metric.points && metric.points <= 2 * train.points
    let isEpochMean = train.words.all.last == "epoch" || metric.words.contains("epoch")
    return [
      train.series.tag == metric.series.tag ? 0 : 1,
      metric.subject.count - train.subject.count,
      train.role == .train ? 0 : 1,
      isEpochMean && isAsDense ? 0 : 1,
      train.words.contains("step") ? 0 : 1,
      -train.points, train.index,
    ]
  }
}
