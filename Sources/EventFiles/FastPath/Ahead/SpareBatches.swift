import Scalars
import Synchronization

/// Empty batches for the next ranges: fresh memory costs more than reading into it.
final class SpareBatches: Sendable {
  private let batches = Mutex<[ScalarBatch]>([])

  /// A batch without rows.
  func take() -> ScalarBatch { batches.withLock { $0.popLast() } ?? ScalarBatch() }

  /// Takes back a batch, with any content.
  func put(_ batch: consuming sending ScalarBatch) {
    batch.count = 0
    batch.offsets.removeAll(keepingCapacity: true)
    batch.marks.removeAll(keepingCapacity: true)
    batches.withLock { [batch] in $0.append(batch) }
  }
}
