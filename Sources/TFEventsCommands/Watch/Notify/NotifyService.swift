import TextFormats

/// A service that delivers messages to people: how to recognize it, what to send, how it refuses.
struct NotifyService: Sendable {
  /// Its name, which may be put before an address.
  var name: String
  /// Whether an address belongs to it.
  var knows: @Sendable (NotifyAddress) -> Bool
  /// The longest text it accepts, in bytes.
  var limit: Int
  /// Whether several messages may be sent as one.
  var joins = true
  /// HTTP headers, without line breaks.
  var headers: @Sendable (Notice) -> [String] = { _ in ["Content-Type: application/json"] }
  /// The body of a message that is short enough.
  var body: @Sendable (Notice) -> [UInt8]
  /// Why an answer with status 2xx is nevertheless a refusal; nil if it is not.
  var refusal: @Sendable ([UInt8]) -> String? = { _ in nil }

  /// The service of an address, by its host.
  static func of(_ address: NotifyAddress) -> NotifyService {
    all.first { $0.knows(address) } ?? json
  }

  /// The request for a message, as a configuration for `curl`, so that the address is not in the
  /// list of processes.
  func request(_ notice: Notice, to address: NotifyAddress, seconds: Int) -> [UInt8] {
    var notice = notice
    notice.title = clipped(notice.title, to: min(limit / 2, 200))
    notice.text = clipped(notice.text, to: limit - notice.title.utf8.count - 1)
    var buffer = ByteBuffer()
    for word in ["silent", "globoff"] { buffer.append(word + "\n") }
    buffer.append("max-time = \(seconds)\nproto = \"=http,https\"\n")
    buffer.append("write-out = \"\\n%{http_code}\"\n")
    for header in headers(notice) { buffer.append("header = \(quoted(Array(header.utf8)))\n") }
    buffer.append("data-binary = \(quoted(body(notice)))\n")
    buffer.append("url = \(quoted(Array(address.url.utf8)))\n")
    return buffer.bytes
  }

  /// The service's answer to a request, from the exit status and the output of `curl`.
  func answer(_ status: Int32, _ output: [UInt8], from address: NotifyAddress) -> NotifyAnswer {
    if status != 0 { return NotifyAnswer(curl: status) }
    let end = output.lastIndex(of: 10) ?? output.startIndex
    let code = Int(String(decoding: output[end...].dropFirst(), as: UTF8.self)) ?? 0
    let body = Array(output[..<end])
    let isGood = (200..<300).contains(code)
    let refusal = refusal(body)
    let words = isGood ? refusal ?? excerpt(body) : excerpt(body)
    let said = address.isBetrayed(by: words) ? "an answer that repeats the address" : words
    return NotifyAnswer(code: code, said: said, isGood: isGood && refusal == nil)
  }
}

/// Bytes quoted as in a configuration of `curl`.
private func quoted(_ bytes: [UInt8]) -> String {
  var result: [UInt8] = [UInt8(ascii: "\"")]
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): result += [UInt8(ascii: "\\"), byte]
    case 10: result += Array(#"\n"#.utf8)
    case 13: result += Array(#"\r"#.utf8)
    case 0: break
    default: result.append(byte)
    }
  }
  return String(decoding: result + [UInt8(ascii: "\"")], as: UTF8.self)
}

/// As many whole characters as fit into a number of bytes.
func clipped(_ text: String, to limit: Int) -> String {
  if text.utf8.count <= limit { return text }
  var result = String.UnicodeScalarView()
  var count = 3
  for scalar in text.unicodeScalars {
    count += String(scalar).utf8.count
    if count > limit { break }
    result.append(scalar)
  }
  return String(result) + "…"
}
