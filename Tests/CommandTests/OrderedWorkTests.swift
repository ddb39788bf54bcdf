import Synchronization
import TestSupport
import Testing

@testable import TFEventsCommands

@Suite("Work on several threads with results in order")
struct OrderedWorkTests {
  private struct Refused: Error {}

  @Test("Results come in the order of the items for any number of threads, whatever each one takes")
  func order() {
    for jobs in [1, 2, 3, 8] {
      var random = SeededRandom(seed: UInt64(jobs))
      let items = (0..<2_000).map { ($0, Int.random(in: 0..<2_000, using: &random)) }
      var results: [Int] = []
      forEachInOrder(
        items.map { Item(number: $0, effort: $1) }, jobs: jobs,
        weight: { Int64($0.effort) << 20 }, work: \.result
      ) { results.append($0) }
      #expect(results == items.map(\.0), "\(jobs) threads")
    }
  }

  private struct Item: Sendable {
    var number: Int
    var effort: Int
    var result: Int { (0..<effort).reduce(number) { $0 ^ $1 ^ $1 } }
  }

  @Test("No more than 256 items are begun ahead of the first one that is not done")
  func bounded() {
    let begun = Atomic(0)
    var done = 0
    forEachInOrder(
      Array(0..<3_000), jobs: 4, work: { _ in _ = begun.wrappingAdd(1, ordering: .relaxed) }
    ) { _ in
      #expect(begun.load(ordering: .relaxed) - done <= 257)
      done += 1
    }
    #expect(done == 3_000)
  }

  @Test("What is thrown where a result is taken ends the work")
  func thrown() {
    let begun = Atomic(0)
    var taken = 0
    #expect(throws: Refused.self) {
      try forEachInOrder(
        Array(0..<5_000), jobs: 3,
        work: { number in
          begun.wrappingAdd(1, ordering: .relaxed)
          return number
        }
      ) { (number) throws(Refused) in
        if number == 20 { throw Refused() }
        taken += 1
      }
    }
    #expect(taken == 20 && begun.load(ordering: .relaxed) <= 20 + 257)
  }
}
