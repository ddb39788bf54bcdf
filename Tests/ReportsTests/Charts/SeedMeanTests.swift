import Reports
import Testing

@Suite("Means over seeds")
struct SeedMeanTests {
  private func seed(_ values: [Double], every: Double = 10) -> ChartSeries {
    ChartSeries(
      name: "s", role: .validation, positions: values.indices.map { Double($0) * every },
      values: values)
  }

  @Test("Mean and standard deviation at each step, by n − 1")
  func exact() throws {
    let mean = try #require(
      ChartSeries.meanOverSeeds([seed([1, 2]), seed([2, 4]), seed([3, 6])], name: "mean"))
    #expect(mean.values == [2, 4])
    #expect(mean.spread == [1, 2])
    #expect(mean.positions == [0, 10])
  }

  @Test("Series are read off between their points; one that ended takes no part")
  func unaligned() throws {
    let mean = try #require(
      ChartSeries.meanOverSeeds([seed([0, 10, 20, 30]), seed([0, 20], every: 15)], name: "mean"))
    #expect(mean.positions == [0, 10, 20, 30])
    #expect(abs(mean.values[1] - (10 + 20.0 * 10 / 15) / 2) < 1e-12)
    #expect(mean.values[2] == 20)
    #expect(mean.spread[2] == 0)
  }

  @Test("Nothing comes of nothing")
  func empty() {
    #expect(ChartSeries.meanOverSeeds([], name: "mean") == nil)
    #expect(ChartSeries.meanOverSeeds([seed([.nan])], name: "mean") == nil)
  }

  @Test("A band is drawn around the mean, and holds it")
  func band() throws {
    let mean = try #require(
      ChartSeries.meanOverSeeds([seed([1, 2, 3]), seed([2, 3, 5])], name: "mean"))
    let chart = Chart([mean], options: ChartOptions())
    let band = try #require(chart.bands.first)
    #expect(band.positions == [0, 10, 20])
    #expect(zip(band.low, band.high).allSatisfy { $0 < $1 })
    #expect(chart.y.lower <= band.low.min() ?? 0)
  }
}
