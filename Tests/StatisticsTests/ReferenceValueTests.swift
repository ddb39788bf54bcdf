import Statistics
import Testing

/// Values computed elsewhere, each with the line that computed it.
///
/// NumPy 2.4, SciPy 1.17, statsmodels 0.15, pymannkendall 1.4, scikit-learn 1.9, with
/// `x = np.array([3.1, 1.2, 5.9, 2.6, 5.3, 5.8, 9.7, 9.3, 2.3, 8.4])` and `t = np.arange(10.)`.
struct ReferenceValueTests {
  let x = [3.1, 1.2, 5.9, 2.6, 5.3, 5.8, 9.7, 9.3, 2.3, 8.4]
  var t: [Double] { x.indices.map(Double.init) }

  func expect(
    _ value: Double?, _ reference: Double, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let value = try #require(value, sourceLocation: sourceLocation)
    #expect(
      abs(value - reference) <= 1e-12 * max(1, abs(reference)), sourceLocation: sourceLocation)
  }

  @Test("The median and quantiles agree with NumPy")
  func orderStatistics() throws {
    try expect(median(x), 5.55)  // np.median(x)
    try expect(quantile(x, 0.1), 2.19)  // np.quantile(x, .1)
    try expect(quantile(x, 0.77), 8.225)  // np.quantile(x, .77)
    try expect(quantile(x, 0), 1.2)
    try expect(quantile(x, 1), 9.7)
  }

  @Test("The median absolute deviation and the standard deviation agree with SciPy and NumPy")
  func spread() throws {
    try expect(medianAbsoluteDeviation(x), 2.9)  // scipy.stats.median_abs_deviation(x)
    try expect(standardDeviation(x), 2.889359790680282)  // np.std(x)
  }

  @Test("The line of least squares agrees with SciPy")
  func slopes() throws {
    let line = try #require(leastSquares(x: t, y: x))  // scipy.stats.linregress(t, x)
    try expect(line.slope, 0.5709090909090909)
    try expect(line(0), 2.790909090909091)
  }

  @Test("Noise is the scaled median of second differences")
  func noise() throws {
    // 1.4826 * np.median(np.abs(np.diff(x, 2))) / np.sqrt(6)
    try expect(noiseFromSecondDifferences(x), 3.813194167282857)
  }

  @Test("Autocorrelations agree with statsmodels")
  func autocorrelations() throws {
    // statsmodels.tsa.stattools.acf(x, nlags=3, fft=False)
    try expect(Autocorrelation(x)(lag: 0), 1)
    try expect(Autocorrelation(x)(lag: 1), 0.04137798859661722)
    try expect(Autocorrelation(x)(lag: 2), 0.11001868621532267)
    try expect(Autocorrelation(x)(lag: 3), 0.07614872310861959)
  }

  @Test("Mann and Kendall's test agrees with pymannkendall, with and without ties")
  func mannKendall() throws {
    let plain = MannKendall(x)  // pymannkendall.original_test(x)
    #expect(plain.score == 15)
    try expect(plain.z, 1.2521980673998823)
    try expect(plain.pValue, 0.2104977000553374)
    let tied = MannKendall([1, 2, 2, 3, 3, 3, 2, 4, 5, 5])
    #expect(tied.score == 32)
    try expect(tied.z, 2.8700423092949094)
    try expect(tied.pValue, 0.004104168791341012)
  }

  @Test("The normal distribution agrees with SciPy")
  func functions() throws {
    try expect(standardNormalDistribution(-1.3), 0.09680048458561036)  // scipy.stats.norm.cdf(-1.3)
    try expect(standardNormalDistribution(2.5), 0.9937903346742238)
  }

  @Test("The slider's average agrees with pandas' adjusted exponential window")
  func slider() throws {
    // pd.Series(x).ewm(alpha=.4, adjust=True).mean()
    let reference = [
      3.1, 1.9124999999999996, 3.946938775510204, 3.327941176470588, 4.1832755031228315,
      4.861613856068744, 6.852706155021202, 7.848346629728381, 5.606414467048921, 6.730646481313288,
    ]
    for (a, b) in zip(ExponentialMovingAverage.smooth(x, weight: 0.6), reference) {
      try expect(a, b)
    }
  }
}
