import Scalars
import TextFormats

/// Round lengths of time for people: seconds, minutes, hours and days.
private let roundSeconds: [Double] = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400,
  172_800, 604_800, 1_209_600, 2_592_000, 7_776_000, 31_536_000,
]

/// Round times between the limits of a scale of seconds.
func timeTicks(in scale: ChartScale, atMost count: Int) -> [ChartScale.Tick] {
  let extent = scale.upper - scale.lower
  let wanted = Double(max(1, count))
  if extent < 2, scale.unit == .seconds {
    let numbers = ReadableNumbers(unicode: true)
    return DecimalTicks(scale.lower, scale.upper, atMost: count).ticks(numbers).map {
      ChartScale.Tick(value: $0.value, label: $0.label == "0" ? "0" : $0.label + "s")
    }
  }
  let step =
    roundSeconds.first { step in multiples(of: step, in: scale) <= wanted }
    ?? 31_536_000 * (extent / 31_536_000 / wanted).rounded(.up)
  var values: [Double] = []
  var value = (scale.lower / step - 1e-9).rounded(.up) * step
  while value <= scale.upper + step * 1e-9 {
    values.append(value)
    value += step
  }
  return values.map { value in
    let label = scale.unit == .wallTime ? clock(value, step: step) : length(value)
    return ChartScale.Tick(value: value, label: label)
  }
}

private func multiples(of step: Double, in scale: ChartScale) -> Double {
  (scale.upper / step + 1e-9).rounded(.down) - (scale.lower / step - 1e-9).rounded(.up) + 1
}

/// A length of time, only with the units it needs: `45s`, `30m`, `1h 30m`, `2d`.
private func length(_ seconds: Double) -> String {
  guard seconds.magnitude < 1e15 else {
    return ReadableNumbers(unicode: true).value(seconds / 86_400, digits: 2, trimmed: true) + "d"
  }
  let whole = Int64(clamping: seconds.rounded())
  if whole == 0 { return "0" }
  let units: [(Int64, String)] = [
    (whole / 86_400, "d"), (whole / 3_600 % 24, "h"), (whole / 60 % 60, "m"), (whole % 60, "s"),
  ]
  return units.filter { $0.0 != 0 }.map { "\($0.0)\($0.1)" }.joined(separator: " ")
}

private let monthNames = [
  "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
]

/// A time of day in UTC, `18:40` or `18:40:30`; at midnight the date, `23 Nov`.
private func clock(_ seconds: Double, step: Double) -> String {
  guard let text = iso8601(seconds) else { return "" }
  let bytes = Array(text.utf8)
  func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  if step >= 86_400 || part(11..<19) == "00:00:00" {
    let month = Int(part(5..<7)).map { monthNames[$0 - 1] } ?? ""
    return "\(Int(part(8..<10)) ?? 0) \(month)"
  }
  return part(step < 60 ? 11..<19 : 11..<16)
}
