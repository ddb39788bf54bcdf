import LogDirectories
import Scalars

extension SeriesChooser {
  /// A measure of quality with fewer points than this does not replace a loss.
  private static let fewestMeasured = 10

  /// Whether a series measures quality, with enough points for a verdict.
  func isQuality(_ candidate: SeriesCandidate) -> Bool {
    candidate.direction == .max && !candidate.isReward && candidate.points >= Self.fewestMeasured
      && candidate.hasMoved
  }

  /// The measure of quality that shows how good the model is, if there is no held-out loss; else
  /// nil.
  ///
  /// Its name does not say on which data it was measured. It was held-out data if it was measured
  /// far less often than the training loss, or if the training loss's name says "train":
  /// `coco/bbox_mAP` beside `loss`, `metrics/mAP50` beside `train/box_loss`.
  func quality(
    _ usable: [SeriesCandidate], beside train: SeriesCandidate
  ) -> SeriesCandidate? {
    usable.filter { candidate in
      candidate.role == nil && candidate.isQuality && isQuality(candidate)
        && (4 * candidate.points <= train.points || train.role == .train)
    }.min { qualityRank($0).lexicographicallyPrecedes(qualityRank($1)) }
  }

  /// Measures that people select models by come first: one number for everything comes before a
  /// part of it.
  func qualityRank(_ candidate: SeriesCandidate) -> [Int] {
    [
      candidate.has(Self.sides) ? 1 : 0,
      candidate.has(Self.means) ? 0 : 1,
      // `mAP50-95` is the mean over all thresholds, `mAP50` the value of one.
      candidate.has(["95"]) ? 0 : 1,
      candidate.subject.count, candidate.index,
    ]
  }

  /// Whether a measure shows only one side of a model's quality, so that nobody selects by it
  /// alone.
  func isSide(_ candidate: SeriesCandidate) -> Bool { candidate.has(Self.sides) }

  /// Means over classes, thresholds or queries; people select models by these.
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
