import Scalars

/// Numbers for people: few digits, separators, units.
public struct ReadableNumbers: Sendable, Hashable {
  /// Whether the true minus sign may be used instead of ASCII's hyphen.
  public let unicode: Bool

  /// Creates a style of numbers.
  public init(unicode: Bool) { self.unicode = unicode }

  /// A value with `digits` significant digits: `0.8841`, `12,346`, `1.2e-5`.
  ///
  /// Digits before the point are never rounded away below 10^15; numbers below a thousandth and
  /// from there on have an exponent. `trimmed` drops zeros at the end. NaN and infinities are
  /// words.
  public func value(_ number: Double, digits: Int = 4, trimmed: Bool = false) -> String {
    guard number.isFinite else { return special(number) }
    if number == 0 { return "0" }
    let rounded = RoundedDecimal(number.magnitude, significant: digits)
    let text: String
    if rounded.point < -2 || rounded.point > 15 {
      text = rounded.scientific
    } else if rounded.point >= digits {
      text = RoundedDecimal(number.magnitude, decimals: 0).fixed(decimals: 0)
    } else {
      text = rounded.fixed(decimals: digits - rounded.point, trimmed: trimmed)
    }
    return sign(number) + text
  }

  /// A value with a fixed number of digits after the point, for columns: `0.6000`, `1.2791`.
  public func fixed(_ number: Double, decimals: Int) -> String {
    guard number.isFinite else { return special(number) }
    if number.magnitude >= 1e15 { return value(number) }
    let rounded = RoundedDecimal(number.magnitude, decimals: decimals)
    return (rounded.isZero ? "" : sign(number)) + rounded.fixed(decimals: decimals)
  }

  /// A whole number with separators: `1,234`.
  public func integer(_ number: Int64) -> String {
    (number < 0 ? minus : "") + RoundedDecimal(whole: number.magnitude).fixed(decimals: 0)
  }

  /// A count with its noun: `1 point`, `1,234 points`.
  public func counted(_ count: Int, _ noun: String) -> String {
    "\(integer(Int64(count))) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A large count with a unit: `2.2 M`; below 10,000 as `integer`.
  public func count(_ number: Int64) -> String {
    number.magnitude < 10_000
      ? integer(number) : scaled(Double(number), units: ["", " k", " M", " G", " T"])
  }

  /// A share or change in per cent: `1.5 %`, `149 %`; `signed` for changes: `+44.7 %`.
  public func percent(_ share: Double, signed: Bool = false) -> String {
    guard share.isFinite else { return special(share) }
    let magnitude = share.magnitude * 100
    let text = fixed(magnitude, decimals: magnitude < 99.95 ? 1 : 0)
    let isZero = text == "0.0"
    let sign = isZero ? "" : share < 0 ? minus : signed ? "+" : ""
    return sign + text + " %"
  }

  /// A length of time: `3.1 s`, `13 s`, `5m 0s`, `2h 10m`, `3d 4h`.
  public func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds.magnitude < 1e15 else { return special(seconds) }
    if seconds < 0 { return minus + duration(-seconds) }
    if seconds < 9.95 {
      return RoundedDecimal(seconds, decimals: 1).fixed(decimals: 1, trimmed: true) + " s"
    }
    let whole = Int64(clamping: seconds + 0.5)
    let (minutes, hours, days) = (whole / 60, whole / 3_600, whole / 86_400)
    if minutes == 0 { return "\(whole) s" }
    if hours == 0 { return "\(minutes)m \(whole % 60)s" }
    if days == 0 { return "\(hours)h \(minutes % 60)m" }
    return "\(integer(days))d \(hours % 24)h"
  }

  /// A size in decimal units: `981 B`, `117 MB`, `1.2 GB`.
  public func bytes(_ count: Int64) -> String {
    scaled(Double(count), units: [" B", " kB", " MB", " GB", " TB", " PB", " EB"])
  }

  private var minus: String { unicode ? "−" : "-" }

  private func sign(_ number: Double) -> String { number < 0 ? minus : "" }

  private func special(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    return sign(number) + (unicode ? "∞" : "inf")
  }

  /// A number in the largest unit of a thousand that leaves 1 or more, with one decimal below 10.
  private func scaled(_ number: Double, units: [String]) -> String {
    var (rest, unit) = (number.magnitude, 0)
    while rest >= 999.5, unit + 1 < units.count {
      rest /= 1_000
      unit += 1
    }
    let decimals = unit > 0 && rest < 9.95 ? 1 : 0
    return sign(number) + RoundedDecimal(rest, decimals: decimals).fixed(decimals: decimals)
      + units[unit]
  }
}
