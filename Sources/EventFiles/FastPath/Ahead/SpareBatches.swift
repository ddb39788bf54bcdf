import Scalars
import Synchronization

/// Batches that were emptied, for the next ranges: fresh memory costs more than what is read into it.
final class SpareBatches: Sendable {
  private let batches = Mutex<[ScalarBatch]>([])

  /// A batch without rows.
  func take() -> ScalarBatch { batches.withLock { $0.popLast() } ?? ScalarBatch() }

  /// Takes back a batch, whatever it holds.
  func put(_ batch: consuming sending ScalarBatch) {
    batch.count = 0
    batch.offsets.removeAll(keepingCapacity: true)
    batch.marks.removeAll(keepingCapacity: true)
    batches.withLock { [batch] in $0.append(batch) }
  }
}
