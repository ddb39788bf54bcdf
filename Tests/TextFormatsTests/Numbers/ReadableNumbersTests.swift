import Testing

@testable import TextFormats

@Suite("Numbers for people")
struct ReadableNumbersTests {
  let numbers = ReadableNumbers(unicode: true)

  @Test(
    "A value has four significant digits, and all before its point",
    arguments: [
      (0.8841, "0.8841"), (0.6, "0.6000"), (1.27906, "1.279"), (12_345.67, "12,346"),
      (999.96, "1,000"), (0.0123456, "0.01235"), (1.2e-5, "1.2e-5"), (0.0002, "2e-4"),
      (1e20, "1e20"), (0, "0"), (-1.5, "−1.500"), (.nan, "NaN"), (-.infinity, "−∞"),
      (1_234_567, "1,234,567"), (9.9999, "10.00"),
    ] as [(Double, String)])
  func values(_ number: Double, _ expected: String) {
    #expect(numbers.value(number) == expected)
  }

  @Test("A trimmed value has no zeros at its end")
  func trimmed() {
    #expect(numbers.value(1.21, trimmed: true) == "1.21")
    #expect(numbers.value(100, trimmed: true) == "100")
    #expect(numbers.value(0.5, digits: 2) == "0.50")
  }

  @Test("A column of values has as many decimals in each row")
  func fixed() {
    #expect(numbers.fixed(0.6, decimals: 4) == "0.6000")
    #expect(numbers.fixed(1.27906, decimals: 4) == "1.2791")
    #expect(numbers.fixed(-1234.5, decimals: 1) == "−1,234.5")
    #expect(numbers.fixed(-0.00001, decimals: 4) == "0.0000")
    #expect(numbers.fixed(0.99996, decimals: 4) == "1.0000")
    #expect(numbers.fixed(0.4, decimals: 0) == "0")
    #expect(numbers.fixed(0.6, decimals: 0) == "1")
  }

  @Test("Whole numbers have separators, and a true minus or an ASCII one")
  func integers() {
    #expect(numbers.integer(1_234) == "1,234")
    #expect(numbers.integer(999) == "999")
    #expect(numbers.integer(-1_234_567) == "−1,234,567")
    #expect(ReadableNumbers(unicode: false).integer(-5) == "-5")
    #expect(numbers.integer(.min) == "−9,223,372,036,854,775,808")
  }

  @Test("Large counts and sizes have a unit")
  func units() {
    #expect(numbers.count(2_200_000) == "2.2 M")
    #expect(numbers.count(9_999) == "9,999")
    #expect(numbers.count(12_345) == "12 k")
    #expect(numbers.bytes(981) == "981 B")
    #expect(numbers.bytes(117_000_000) == "117 MB")
    #expect(numbers.bytes(1_234_000_000) == "1.2 GB")
    #expect(numbers.bytes(999_600) == "1.0 MB")
    #expect(numbers.bytes(0) == "0 B")
  }

  @Test("Shares have one decimal below a hundred per cent, changes a sign")
  func percents() {
    #expect(numbers.percent(0.447, signed: true) == "+44.7 %")
    #expect(numbers.percent(-0.589, signed: true) == "−58.9 %")
    #expect(numbers.percent(0.015) == "1.5 %")
    #expect(numbers.percent(1.49, signed: true) == "+149 %")
    #expect(numbers.percent(0.00001, signed: true) == "0.0 %")
  }

  @Test(
    "Durations have two units at most",
    arguments: [
      (3.1, "3.1 s"), (4, "4 s"), (13.2, "13 s"), (59.7, "1m 0s"), (300, "5m 0s"),
      (7_800, "2h 10m"), (273_600, "3d 4h"), (0, "0 s"), (0.04, "0 s"),
    ] as [(Double, String)])
  func durations(_ seconds: Double, _ expected: String) {
    #expect(numbers.duration(seconds) == expected)
  }

  @Test("A moment is written in UTC, its fraction cut, and nothing if it is none")
  func moments() {
    // date -u -d @1795459262 +%FT%TZ
    #expect(iso8601(1_795_459_262) == "2026-11-23T18:41:02Z")
    #expect(iso8601(0) == "1970-01-01T00:00:00Z")
    #expect(iso8601(-1) == "1969-12-31T23:59:59Z")
    #expect(iso8601(951_782_400) == "2000-02-29T00:00:00Z")
    #expect(iso8601(1_763_500_000.1, decimals: 3) == "2025-11-18T21:06:40.100Z")
    #expect(iso8601(1_763_500_000.999999, decimals: 3) == "2025-11-18T21:06:40.999Z")
    #expect(iso8601(-62_167_219_200) == "0000-01-01T00:00:00Z")
    #expect(iso8601(253_402_300_799) == "9999-12-31T23:59:59Z")
    #expect(iso8601(253_402_300_800) == nil)
    #expect(iso8601(.nan) == nil)
    #expect(iso8601(-.infinity) == nil)
  }
}
