/// Bytes as text of 64 characters, three bytes as four characters, padded with `=`.
///
/// Source: RFC 4648, section 4.
func base64(_ bytes: [UInt8]) -> String {
  let characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let three = bytes[start...].prefix(3)
    let word = three.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - three.count))
    for place in 0..<4 {
      let character = characters[word >> (18 - 6 * place) & 63]
      text.append(place <= three.count ? character : UInt8(ascii: "="))
    }
  }
  return String(decoding: text, as: UTF8.self)
}
