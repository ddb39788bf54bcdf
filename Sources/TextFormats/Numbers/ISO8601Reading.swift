/// The time in an ISO 8601 text as seconds since the Unix epoch; nil if the text is not one.
///
/// Accepted is `2026-11-29T15:01:38.915674+00:00`, also with a blank instead of the `T`, without a
/// fraction, and with `Z` or nothing as the offset, which then means UTC.
package func secondsOfISO8601(_ text: String) -> Double? {
  let bytes = Array(text.utf8)
  func number(_ place: Int, _ count: Int) -> Int64? {
    guard place + count <= bytes.count else { return nil }
    let digits = bytes[place..<place + count]
    guard digits.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
    return digits.reduce(0) { 10 * $0 + Int64($1 - 48) }
  }
  guard bytes.count >= 19, let year = number(0, 4), let month = number(5, 2),
    let date = number(8, 2), let hour = number(11, 2), let minute = number(14, 2),
    let second = number(17, 2), (1...12).contains(month), (1...31).contains(date), hour < 24,
    minute < 60, second < 61
  else { return nil }
  var rest = bytes[19...]
  var fraction = 0.0
  if rest.first == UInt8(ascii: ".") {
    let digits = rest.dropFirst().prefix { $0 &- 48 < 10 }
    fraction = Double("0." + String(decoding: digits.prefix(18), as: UTF8.self)) ?? 0
    rest = rest.dropFirst(1 + digits.count)
  }
  var offset: Int64 = 0
  if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
    guard let hours = number(rest.startIndex + 1, 2), let minutes = number(rest.startIndex + 4, 2)
    else { return nil }
    offset = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -60 : 60)
  } else if !rest.isEmpty, !rest.elementsEqual("Z".utf8) {
    return nil
  }
  let clock = (hour * 60 + minute) * 60 + second
  return Double(dayOf(year: year, month: month, date: date) * 86_400 + clock - offset) + fraction
}

/// The day of a date of the Gregorian calendar, counted from 1970-01-01: the inverse of
/// `civilDate`.
private func dayOf(year: Int64, month: Int64, date: Int64) -> Int64 {
  let shifted = month <= 2 ? year - 1 : year
  let era = (shifted >= 0 ? shifted : shifted - 399) / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + date - 1
  return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}
