import Arguments
import TextFormats

/// The target of messages: an address whose path and query are secret.
struct NotifyAddress: Sendable, Hashable {
  /// The address for `curl`; never shown.
  let url: String
  /// The host in lower case, without user and port.
  let host: String
  /// The part after the host; never shown.
  let path: String
  /// The service's name before a `+`, as in `ntfy+https://…`; nil if the host decides the service.
  let service: String?
  /// The part of the address that may be shown: scheme and host.
  let shown: String

  /// Reads an address; nil unless it is an HTTP or HTTPS URL.
  init?(_ text: String) {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let schemes = text[..<colon].lowercased().split(
      separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
    let rest = text[colon...]
    guard let scheme = schemes.last, ["http", "https"].contains(scheme), rest.hasPrefix("://"),
      text.utf8.allSatisfy({ $0 > 32 && $0 != 127 })
    else { return nil }
    let place = rest.dropFirst(3)
    let end = place.firstIndex { "/?#".contains($0) } ?? place.endIndex
    let authority = place[..<end].split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    guard let host = Self.host(authority) else { return nil }
    self.host = host
    path = String(place[end...])
    url = scheme + String(rest)
    service = schemes.count == 2 ? String(schemes[0]) : nil
    shown = "\(scheme)://\(host)"
  }

  /// The host of `host:port` or `[address]:port`.
  private static func host(_ authority: Substring) -> String? {
    let isBracketed = authority.hasPrefix("[")
    let end = authority.firstIndex(of: isBracketed ? "]" : ":") ?? authority.endIndex
    if isBracketed, end == authority.endIndex { return nil }
    let host = isBracketed ? authority[...end] : authority[..<end]
    let isPlain = host.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-._[]:".utf8.contains($0)
      }
    }
    return isPlain && !host.isEmpty ? host.lowercased() : nil
  }

  /// Whether the host is this one or a subdomain of it.
  func isAt(_ domain: String) -> Bool { host == domain || host.hasSuffix("." + domain) }

  /// Whether a text contains a part of the secret.
  func isBetrayed(by text: String) -> Bool {
    let parts = path.split { "/?#&=".contains($0) } + [Substring(url)]
    let bytes = Array(text.utf8)
    return parts.contains { part in
      let secret = Array(part.utf8)
      return secret.count >= 6 && bytes.holds(secret)
    }
  }
}

extension ValueType where Value == NotifyTarget {
  /// An address for messages; errors do not show it.
  static var notifyTarget: ValueType<NotifyTarget> {
    ValueType { (text, name) throws(UsageError) in
      guard let address = NotifyAddress(text) else {
        throw UsageError(
          "\(name) takes an address that begins with https:// or http://",
          hints: ["Or with the service's name before it, such as  ntfy+https://…"])
      }
      guard let word = address.service else {
        return NotifyTarget(address: address, service: .of(address))
      }
      guard let service = NotifyService.all.first(where: { $0.name == word }) else {
        let names = NotifyService.all.map(\.name).joined(separator: ", ")
        throw UsageError("\(name) does not know this service", hints: ["choose from  \(names)"])
      }
      return NotifyTarget(address: address, service: service)
    }
  }
}
