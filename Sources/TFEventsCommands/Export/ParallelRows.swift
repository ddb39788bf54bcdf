import LogDirectories
import Reports
import Scalars
import Synchronization
import TextFormats
import Threads

/// Rows of one run, formatted by several threads and delivered in the order of the points.
///
/// A free thread reads the next batch (one thread at a time) and formats it in parallel with
/// others; the calling thread delivers rows and formats in between. Only a few batches wait,
/// however fast reading and however slow writing is.
final class ParallelRows: Sendable {
  /// A batch on its way from the reader to the output.
  private struct Slot: Sendable {
    var batch = PointBatch()
    var series: [PointSeries] = []
    var rows = ByteBuffer()
    var number = 0
  }

  private struct Input: ~Copyable {
    var source: PointSource
    var batches = 0
    var isAtEnd = false
  }

  private struct Hall {
    var free: [Slot]
    /// Slots whose rows are finished, by the number of their batch.
    var finished: [Int: Slot] = [:]
  }

  private let plan: ExportPlan
  private let width: Int
  private let input: Mutex<Input>
  private let hall: Mutex<Hall>
  /// Counts the free slots.
  private let freed: Semaphore
  /// Raised when a slot is finished, or when a thread reaches the end.
  private let progressed = Semaphore()

  init(_ run: Run, _ plan: ExportPlan, width: Int) {
    self.plan = plan
    self.width = width
    let slots = 2 * width + 1
    input = Mutex(Input(source: PointSource(run, plan)))
    hall = Mutex(Hall(free: Array(repeating: Slot(), count: slots)))
    freed = Semaphore(slots)
  }

  /// Reads and formats all points.
  ///
  /// - Parameter deliver: Takes rows, and the number of points in them; called on the calling
  /// thread.
  ///
  /// - Returns: The notes about the run.
  ///
  /// - Throws: What `deliver` throws; the rest is then not done.
  func run<Failure: Error>(
    deliver: (inout ByteBuffer, Int) throws(Failure) -> Void
  ) throws(Failure) -> ReadingNotes {
    let others = ThreadTeam(width - 1) { self.workUntilEnd() }
    defer {
      stop()
      others.join()
    }
    var formatter = PointFormatter(plan)
    var next = 0
    while true {
      if var slot = hall.withLock({ $0.finished.removeValue(forKey: next) }) {
        try deliver(&slot.rows, slot.batch.points.count)
        next += 1
        release(slot)
      } else if !work(&formatter, waits: false) {
        if input.withLock({ $0.isAtEnd && $0.batches == next }) { break }
        progressed.wait()
      }
    }
    return input.withLock { $0.source.report }
  }

  private func workUntilEnd() {
    var formatter = PointFormatter(plan)
    while work(&formatter, waits: true) {}
    progressed.signal()
  }

  /// Reads a batch and formats it; false at the end, or if no slot is free and waiting is not
  /// wanted.
  @inline(never)  // A copy in each caller makes the program larger, not faster.
  private func work(_ formatter: inout PointFormatter, waits: Bool) -> Bool {
    if waits { freed.wait() } else if !freed.tryWait() { return false }
    guard var slot = hall.withLock({ $0.free.popLast() }) else { return false }
    guard read(into: &slot) else {
      release(slot)
      return false
    }
    formatter.write(slot.batch, of: slot.series, to: &slot.rows)
    let done = slot
    hall.withLock { $0.finished[done.number] = done }
    progressed.signal()
    return true
  }

  private func read(into slot: inout Slot) -> Bool {
    input.withLock { input in
      if !input.isAtEnd, input.source.read(into: &slot.batch) == .batch {
        slot.series = input.source.series
        slot.number = input.batches
        input.batches += 1
        return true
      }
      input.isAtEnd = true
      return false
    }
  }

  private func release(_ slot: Slot) {
    hall.withLock { $0.free.append(slot) }
    freed.signal()
  }

  /// Prevents threads from beginning another batch.
  private func stop() {
    input.withLock { $0.isAtEnd = true }
    freed.signal(width - 1)
  }
}
