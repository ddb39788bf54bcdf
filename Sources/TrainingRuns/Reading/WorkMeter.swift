import LogDirectories
import Synchronization

/// Counts the work that several threads have done; another thread shows it as progress.
package final class WorkMeter: Sendable {
  private let finished = Atomic(0)
  private let read = Atomic<Int64>(0)
  private let wanted: Atomic<Int64>

  /// Begins with nothing done of `bytes` bytes of work.
  package init(bytes: Int64) { wanted = Atomic(bytes) }

  /// How many items are done.
  package var items: Int { finished.load(ordering: .relaxed) }
  /// How many bytes were read.
  package var bytes: Int64 { read.load(ordering: .relaxed) }
  /// How many bytes there are to read.
  package var totalBytes: Int64 { wanted.load(ordering: .relaxed) }

  package func finishItem() { finished.wrappingAdd(1, ordering: .relaxed) }
  /// Counts bytes that were read; a negative number corrects an earlier count that was too high.
  package func add(bytes: Int64) { read.wrappingAdd(bytes, ordering: .relaxed) }
  /// Counts bytes that have to be read once more.
  package func addWork(bytes: Int64) { wanted.wrappingAdd(bytes, ordering: .relaxed) }
}

/// Counts the bytes of one run on a meter while it is read; does nothing without one.
struct RunGauge {
  private let meter: WorkMeter?
  private let size: Int64
  private var wanted: Int64
  private var counted: Int64 = 0

  init(_ meter: WorkMeter?, size: Int64) {
    self.meter = meter
    self.size = size
    wanted = size
  }

  mutating func note(_ reader: borrowing RunReader) {
    if meter == nil { return }
    count(upTo: min(reader.bytesRead, wanted))
  }

  /// The run is read once more.
  mutating func startOver() {
    meter?.addWork(bytes: size)
    wanted += size
  }

  mutating func end() { count(upTo: wanted) }

  private mutating func count(upTo bytes: Int64) {
    meter?.add(bytes: bytes - counted)
    counted = bytes
  }
}
