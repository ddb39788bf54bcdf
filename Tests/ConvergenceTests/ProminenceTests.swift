import TestSupport
import Testing

@testable import Convergence

@Suite("How far values stand out from those around them")
struct ProminenceTests {
  private func middle(_ values: ArraySlice<Double>) -> Double {
    values.sorted()[values.count / 2]
  }

  /// Values of all kinds: noise, few different ones, zeros of both signs, the largest numbers.
  private func values(_ seed: UInt64) -> [Double] {
    var random = SeededRandom(seed: seed)
    return (0..<78).map { _ in
      switch seed % 4 {
      case 0: random.nextGaussian()
      case 1: Double(Int.random(in: 0...3, using: &random))
      case 2: [0, -0.0, 1, -1].randomElement(using: &random) ?? 0
      default: random.nextGaussian() * (Bool.random(using: &random) ? 1 : 1e307)
      }
    }
  }

  @Test(
    "It is the distance from the greater of the medians of nine before and five after, over 200 seeds"
  )
  func definition() {
    for seed in UInt64(0)..<200 {
      let row = values(seed)
      let found = findProminences(row.span)
      for place in 0..<64 {
        let level = middle(row[place..<place + 9])
        let ahead = middle(row[place + 10..<place + 15])
        #expect(
          found[place] == row[place + 9] - max(level, ahead), "seed \(seed), place \(place)")
        #expect(medianOfNine(row.span.extracting(place..<place + 9)) == level, "seed \(seed)")
      }
    }
  }

  @Test("The median of the first five to nine values is that of these alone, over 200 seeds")
  func medianOfTheFirst() {
    for seed in UInt64(0)..<200 {
      let row = values(seed)
      let nine = InlineArray<9, Double> { row[$0] }
      for count in 5...9 {
        let known = row[..<count].sorted()
        let median =
          count % 2 == 1 ? known[count / 2] : 0.5 * (known[count / 2 - 1] + known[count / 2])
        #expect(medianOfFirst(count, of: nine) == median, "seed \(seed), the first \(count)")
      }
    }
  }

  @Test(
    "The 48 last prominences take in a stretch as they take in one after another, over 200 seeds")
  func window() {
    for seed in UInt64(0)..<200 {
      var random = SeededRandom(seed: seed)
      var (one, many) = (ProminenceWindow(), ProminenceWindow())
      for _ in 0..<20 {
        let stretch = (0..<Int.random(in: 0...70, using: &random)).map { _ in
          random.nextGaussian() * (Int.random(in: 0..<40, using: &random) == 0 ? 20 : 1)
        }
        var next = 0
        while next < stretch.count {
          let taken = many.pushUsual(stretch.span.extracting(next...))
          for value in stretch[next..<next + taken] {
            #expect(!one.isExceeded(by: value), "seed \(seed)")
            one.push(value)
          }
          next += taken
          guard next < stretch.count else { continue }
          #expect(one.isExceeded(by: stretch[next]), "seed \(seed)")
          one.push(stretch[next])
          many.push(stretch[next])
          next += 1
        }
        #expect(String(reflecting: one) == String(reflecting: many), "seed \(seed)")
      }
    }
  }
}
