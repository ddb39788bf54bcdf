import Reports
import TextFormats

/// The result of sending a message.
struct NotifyAnswer {
  /// Whether the message was taken.
  var isGood: Bool
  /// Whether another try may help.
  var mayRetry = true
  /// The service's answer, or why it could not be asked.
  var said: String

  /// An answer with a status and text that may be shown.
  init(code: Int, said: String, isGood: Bool) {
    self.isGood = isGood
    let isFinal = (300..<500).contains(code) && code != 408 && code != 429
    mayRetry = !isGood && !isFinal
    self.said = said.isEmpty ? "status \(code)" : "status \(code), \(said)"
  }

  /// No answer, because `curl` ended with this status.
  init(curl status: Int32) {
    isGood = false
    mayRetry = status != 127
    said =
      switch status {
      case 5, 6: "its host was not found"
      case 7: "nothing answers there"
      case 28: "it did not answer in time"
      case 35, 51, 60: "no safe connection could be made"
      default: "curl ended with status \(status)"
      }
  }

  /// Nothing was sent, for this reason.
  init(failure: String) {
    isGood = false
    mayRetry = false
    said = failure
  }
}

/// The beginning of an answer, as one printable line.
func excerpt(_ body: [UInt8]) -> String {
  let text = String(decoding: body.prefix(1_000), as: UTF8.self)
  let line = text.split { $0.isNewline || $0 == " " }.joined(separator: " ")
  return clipped(printable(line), to: 200)
}
