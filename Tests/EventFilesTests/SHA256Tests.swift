import TestSupport
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  @Test("The examples of FIPS 180 come out")
  func examples() {
    #expect(
      SHA256.digest([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      SHA256.digest(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.digest(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
  }

  @Test("Bytes in pieces come to the same")
  func pieces() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    var hash = SHA256()
    for start in stride(from: 0, to: 1000, by: 37) {
      hash.update(Array(bytes[start..<min(1000, start + 37)]))
    }
    #expect(hash.finish() == SHA256.digest(bytes))
  }
}
