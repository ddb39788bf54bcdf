import LogDirectories
import Scalars

extension SeriesChooser {
  /// A measure of quality with fewer points than this does not stand for a loss.
  private static let fewestMeasured = 10

  /// Whether a series measures quality, at points enough for a verdict.
  func isQuality(_ candidate: SeriesCandidate) -> Bool {
    candidate.direction == .max && !candidate.isReward && candidate.points >= Self.fewestMeasured
      && candidate.hasMoved
  }

  /// The measure of quality that says how the model does, where there is no held-out loss; nil where none
  /// does.
  ///
  /// Its name does not say on what it was measured. That was held-out data where it was measured far less
  /// often than the train loss, or where the train loss says that it is of training: `coco/bbox_mAP` beside
  /// `loss`, `metrics/mAP50` beside `train/box_loss`.
  func quality(
    _ usable: [SeriesCandidate], beside train: SeriesCandidate
  ) -> SeriesCandidate? {
    usable.filter { candidate in
      candidate.role == nil && candidate.isQuality && isQuality(candidate)
        && (4 * candidate.points <= train.points || train.role == .train)
    }.min { qualityRank($0).lexicographicallyPrecedes(qualityRank($1)) }
  }

  /// What people select by comes first: one number for all before one of its sides, the whole before a part.
  func qualityRank(_ candidate: SeriesCandidate) -> [Int] {
    [
      candidate.has(Self.sides) ? 1 : 0,
      candidate.has(Self.means) ? 0 : 1,
      // `mAP50-95` is the mean over all thresholds, `mAP50` that of one.
      candidate.has(["95"]) ? 0 : 1,
      candidate.subject.count, candidate.index,
    ]
  }

  /// Whether a measure tells one side of how good a model is, so that nobody selects by it alone.
  func isSide(_ candidate: SeriesCandidate) -> Bool { candidate.has(Self.sides) }

  /// Means over classes, thresholds or queries, which are selected by.
  private static let means: Set<String> = [
    "map", "miou", "ndcg", "mrr", "dice", "mdice", "f1", "fscore", "accuracy", "acc", "auc", "bleu",
    "nds", "hota", "pq",
  ]

  /// One side of a trade-off, a distance at the borders, a calibration.
  private static let sides: Set<String> = [
    "precision", "recall", "sensitivity", "specificity", "tpr", "tnr", "fpr", "fnr", "ppv", "npv",
    "far", "frr", "ece", "mce", "ace", "brier", "hd", "hd95", "hausdorff", "assd", "asd", "msd",
    "kl", "kld", "entropy",
  ]
}
