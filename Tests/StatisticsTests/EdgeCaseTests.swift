import Statistics
import TestSupport
import Testing

struct EdgeCaseTests {
  @Test("The median is the middle of the sorted values, in whatever order they come")
  func medianOfAnyOrder() {
    var random = SeededRandom(seed: 1)
    for count in 1...200 {
      let kinds = Int.random(in: 1...count, using: &random)
      let few = (0..<count).map { _ in Double(Int.random(in: 0..<kinds, using: &random)) }
      let pipe = (0..<count).map { Double(min($0, count - $0)) }
      let rising = (0..<count).map(Double.init)
      for values in [few, few.sorted(), pipe, rising, rising.reversed()] {
        #expect(median(values) == quantile(values, 0.5), "\(values)")
      }
    }
  }

  @Test("Empty samples have no statistics")
  func empty() {
    #expect(median([]) == nil)
    #expect(quantile([], 0.5) == nil)
    #expect(medianAbsoluteDeviation([]) == nil)
    #expect(mean([Double]()) == nil)
    #expect(standardDeviation([Double]()) == nil)
    #expect(leastSquares(x: [], y: []) == nil)
    #expect(noiseFromSecondDifferences([Double]()) == 0)
    #expect(slidingCentredMean([], radius: 3).isEmpty)
  }

  @Test("Infinities have a place in an order")
  func infinities() {
    #expect(median([.infinity, 1, 2]) == 2)
    #expect(median([-.infinity, -.infinity, 5]) == -.infinity)
  }

  @Test("A straight line has no noise, whatever its slope")
  func straightLineHasNoNoise() {
    #expect(noiseFromSecondDifferences((0..<50).map { 3 - 2 * Double($0) }) == 0)
  }

  @Test("Noise on a trend is estimated to within a fifth, over 100 seeds on average to 3 %")
  func noiseIsUnbiased() {
    var total = 0.0
    for seed in 0..<100 {
      var random = SeededRandom(seed: UInt64(seed))
      let values = (0..<400).map { 10 - 0.02 * Double($0) + 0.5 * random.nextGaussian() }
      let noise = noiseFromSecondDifferences(values)
      #expect(abs(noise - 0.5) < 0.1, "seed \(seed)")
      total += noise
    }
    #expect(abs(total / 100 - 0.5) < 0.015)
  }

  @Test("Quantised values whose second differences are mostly zero still have noise")
  func quantisedNoise() {
    #expect(noiseFromSecondDifferences([1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1]) > 0)
  }

  @Test("A constant series has no autocorrelation and no trend")
  func constantSeries() {
    let constant = [Double](repeating: 2, count: 9)
    #expect(Autocorrelation(constant)(lag: 1) == 0)
    #expect(MannKendall(constant).pValue == 1)
    #expect(Autocorrelation([1, 2, 3])(lag: 5) == 0)
  }

  @Test("The slider shows a constant series and a series without smoothing as they are")
  func sliderIdentities() {
    let constant = [Double](repeating: 0.1, count: 20)
    #expect(ExponentialMovingAverage.smooth(constant, weight: 0.9) == constant)
    #expect(ExponentialMovingAverage.smooth([3, 1, 2], weight: 0) == [3, 1, 2])
  }

  @Test("The slider passes non-finite values through and goes on as if they were not there")
  func sliderSkipsNonFinite() {
    let smooth = ExponentialMovingAverage.smooth([1, .nan, 3, .infinity, 2], weight: 0.6)
    let without = ExponentialMovingAverage.smooth([1, 3, 2], weight: 0.6)
    #expect(smooth[1].isNaN)
    #expect(smooth[3] == .infinity)
    #expect([smooth[0], smooth[2], smooth[4]] == without)
  }

  @Test("A centred mean leaves a straight line as it is, up to both ends")
  func centredMeanOfLine() {
    let line = (0..<30).map { 5 + 0.25 * Double($0) }
    #expect(slidingCentredMean(line, radius: 4) == line)
  }

  @Test("A centred mean leaves non-finite neighbours out")
  func centredMeanSkipsNonFinite() {
    #expect(slidingCentredMean([1, .nan, 3, 4, 5], radius: 1)[2] == 3.5)
    #expect(slidingCentredMean([1, .nan, 3], radius: 1)[1] == 2)
  }

  @Test("A table is straight between its points and constant beyond them")
  func table() {
    let table = MonotoneTable([(x: 0, y: 0.1), (x: 1, y: 0.5), (x: 3, y: 0.9)])
    #expect(table(-7) == 0.1)
    #expect(abs(table(0.5) - 0.3) < 1e-15)
    #expect(abs(table(2) - 0.7) < 1e-15)
    #expect(table(.infinity) == 0.9)
    #expect(table(.nan) == 0.1)
  }
}
