import TestSupport
import Testing

@testable import LogDirectories

@Suite("The history in a trainer's state is read entry by entry")
struct TrainerHistoryTests {
  private func read(_ bytes: [UInt8]) -> (values: [LoggedValue], flaws: [String])? {
    TrainerHistory.read(bytes, by: TrainerHistory())
  }

  private func read(_ text: String) -> (values: [LoggedValue], flaws: [String])? {
    read(Array(text.utf8))
  }

  private static func state(_ steps: ClosedRange<Int>) -> String {
    let entries = steps.map {
      "{\n \"epoch\": 0.5, \"note\": \"a ] } \\\" \\\\\", \"loss\": \(Double($0) / 8), \"step\": \($0)}"
    }
    return
      "\u{FEFF}{\"best_metric\": [1, {\"log_history\": 2}], \"x\": \"log_history\", \"log_history\": [\n"
      + entries.joined(separator: " ,\n") + "\n], \"max_steps\": 12}\n"
  }

  @Test("Brackets in texts, other lists and a byte order mark do not matter")
  func whole() throws {
    let found = try #require(read(Self.state(1...12)))
    #expect(found.flaws.isEmpty)
    let losses = found.values.filter { $0.tag == "train/loss" }
    let wanted: [Double] = (1...12).map { Double($0) / 8 }
    #expect(losses.map(\.value) == wanted)
    #expect(found.values.count == 24)
  }

  @Test("A state that is larger than what is read at once says the same")
  func blocks() throws {
    let found = try #require(read(Self.state(1...20_000)))
    #expect(found.flaws.isEmpty)
    let losses = found.values.filter { $0.tag == "train/loss" }
    #expect(losses.map(\.step) == (1...20_000).map { Int64($0) })
  }

  @Test("Wherever a state is cut, the entries before the cut are read, and the cut is told")
  func cuts() throws {
    let bytes = Array(Self.state(1...4).utf8)
    let whole = try #require(read(bytes)).values
    for cut in 0..<(bytes.count - 1) {
      guard let found = read(Array(bytes[..<cut])) else { continue }
      let isBeginning = zip(found.values, whole).allSatisfy {
        $0.tag == $1.tag && $0.step == $1.step && $0.value == $1.value
      }
      #expect(isBeginning && found.values.count <= whole.count)
      #expect(
        found.flaws.first?.hasSuffix(" of log_history: it is cut short, at byte \(cut)") == true)
    }
    #expect(read(Array(bytes[..<(bytes.count - 19)]))?.values.count == whole.count)
  }

  @Test("An entry that is no JSON costs no other; brackets that do not match end the reading")
  func flawed() throws {
    let broken = try #require(
      read(#"{"log_history":[{"step":1,"loss":1},{"step":2,"loss":},7,{"step":3,"loss":3}]}"#))
    #expect(broken.values.map(\.step) == [1, 3] && broken.flaws.count == 1)
    #expect(broken.flaws[0].hasPrefix("entry 2 of log_history: "))
    let open = try #require(read(#"{"log_history":[{"step":1,"loss":1},{"step":2]}"#))
    #expect(open.values.map(\.step) == [1])
    #expect(
      open.flaws == ["what follows entry 1 of log_history: the object is never closed, at byte 45"])
    for none in [
      "", "[]", "7", "{}", #"{"log_history": {}}"#, #"{"log_history":[{"step":1,"loss":1]}"#,
      #"{"log_history":[{"#,
    ] {
      #expect(read(none) == nil, "\(none)")
    }
    #expect(read(#"{"log_history": []}"#)?.values.isEmpty == true)
  }

  @Test("Bytes that were flipped give no value that is not there")
  func damage() throws {
    let bytes = Array(Self.state(1...6).utf8)
    let steps = Set((1...6).map { Int64($0) })
    for place in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[place] ^= 1 << bit
        guard let found = read(changed) else { continue }
        // A digit or a name may become another one: one entry at most.
        let odd = found.values.filter { !steps.contains($0.step) }
        #expect(Set(odd.map(\.step)).count <= 1)
      }
    }
  }
}
