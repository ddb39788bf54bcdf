import Scalars

/// A time as ISO 8601 text in UTC, such as `2026-11-23T18:41:02Z`.
///
/// - Parameters:
///   - seconds: Seconds since the Unix epoch.
///   - decimals: Digits of the second's fraction, 0 to 9, truncated and not rounded.
///
/// - Returns: The text; nil for NaN, infinities and years outside 0 to 9999.
public func iso8601(_ seconds: Double, decimals: Int = 0) -> String? {
  precondition((0...9).contains(decimals), "a second has 0 to 9 decimals, not \(decimals)")
  guard seconds >= -62_167_219_200, seconds < 253_402_300_800 else { return nil }
  let cut = Int64(clamping: seconds)
  let whole = Double(cut) > seconds ? cut - 1 : cut
  let day = whole >= 0 ? whole / 86_400 : -((86_399 - whole) / 86_400)
  let clock = whole - day * 86_400
  let (year, month, date) = civilDate(day: day)
  let time = [clock / 3_600, clock / 60 % 60, clock % 60].map { twoDigits($0) }
  let fraction = decimals == 0 ? "" : "." + decimalDigits(of: seconds - Double(whole), decimals)
  return "\(fourDigits(year))-\(twoDigits(month))-\(twoDigits(date))T"
    + time.joined(separator: ":") + fraction + "Z"
}

/// The date of a day counted from 1970-01-01 in the Gregorian calendar.
///
/// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that
/// the leap day is the last, and repeat every 400 years of 146,097 days.
func civilDate(day: Int64) -> (year: Int64, month: Int64, date: Int64) {
  let shifted = day + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let marchMonth = (5 * dayOfYear + 2) / 153
  let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
}

/// The first digits after the point of a number from 0 to 1.
private func decimalDigits(of fraction: Double, _ count: Int) -> String {
  var scale = 1.0
  for _ in 0..<count { scale *= 10 }
  // In this century a wall time has 22 bits of fraction: a slack of 2^-23 keeps .1 from becoming
  // .099999.
  let digits = String(Int64(clamping: min(fraction * scale + scale / 8_388_608, scale - 1)))
  return String(repeating: "0", count: count - digits.count) + digits
}

private func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

private func fourDigits(_ number: Int64) -> String {
  String(repeating: "0", count: 4 - String(number).count) + String(number)
}
