import TestSupport
import Testing

@testable import LogDirectories

@Suite("A table of metrics is read whatever parts its cells and however its step is called")
struct MetricsTableTests {
  private func rows(_ text: String) -> [LoggedValue]? {
    MetricsTable.read(Array(text.utf8), by: MetricsTable())?.values
  }

  @Test("The same table says the same with commas, semicolons and tabs, and with padded cells")
  func delimiters() throws {
    for seed in 1...200 {
      var random = SeededRandom(seed: UInt64(seed))
      let columns = Int.random(in: 1...6, using: &random)
      let names = ["step"] + (0..<columns).map { "metric/\($0)" }
      let lines = (0..<20).map { line in
        ["\(line * 7)"] + (0..<columns).map { _ in "\(Double.random(in: -5...5, using: &random))" }
      }
      func text(_ delimiter: String, padding: String = "") -> String {
        ([names] + lines).map { $0.map { padding + $0 }.joined(separator: delimiter) }
          .joined(separator: "\n")
      }
      let plain = try #require(rows(text(",")))
      #expect(plain.count == 20 * columns && plain.first?.tag == "metric/0")
      for delimiter in [";", "\t"] {
        #expect(rows(text(delimiter))?.elementsEqual(plain, by: isSame) == true)
      }
      #expect(rows(text(",", padding: "     "))?.elementsEqual(plain, by: isSame) == true)
    }
  }

  @Test("A comma may stand before the decimals where it does not separate cells")
  func decimalCommas() {
    #expect(rows("step;loss\n1;0,25\n2;1,5\n")?.map(\.value) == [0.25, 1.5])
    #expect(rows("step\tloss\n1\t-0,25e1\n")?.map(\.value) == [-2.5])
    #expect(rows("step;loss\n1;1,2,3\n")?.map(\.value) == [])
  }

  @Test("A cell without a number among numbers is told; text, blanks and words for nothing are not")
  func cellsWithoutNumbers() throws {
    func flaws(_ cell: String) throws -> [String] {
      let text = "step,loss,name\n1,0.5,a\n2,\(cell),b\n3,0.25,c\n"
      let read = try #require(MetricsTable.read(Array(text.utf8), by: MetricsTable()))
      #expect(read.values.map(\.step).starts(with: [1]) && read.values.last?.step == 3)
      return read.flaws
    }
    #expect(try flaws("1_000") == ["line 3: \"1_000\" in loss is not a number"])
    #expect(try flaws("\"0,5\"") == ["line 3: \"0,5\" in loss is not a number"])
    for cell in ["", " ", "None", "null", "n/a", "-", "True", "NaN", "inf"] {
      #expect(try flaws(cell).isEmpty, "\(cell)")
    }
  }

  @Test("Lines with more or fewer cells than columns, and a second column of a name, are told")
  func raggedLines() throws {
    func flaws(_ text: String) throws -> [String] {
      let read = try #require(MetricsTable.read(Array(text.utf8), by: MetricsTable()))
      #expect(read.values.map(\.value) == [0.5, 3, 0.25])
      return read.flaws
    }
    #expect(
      try flaws("step,loss,val\n1,0.5,3\n2,0.25\n") == ["line 3: the cells missing at its end"])
    #expect(
      try flaws("step,loss,val\n1,0.5,3\n2,0.25,,7\n")
        == ["line 3: its cells beyond the last column"])
    #expect(try flaws("step,loss,val\n1,0.5,3,,\n2,0.25,\n") == [])
    #expect(
      try flaws("step,loss,val,loss\n1,0.5,3,9\n2,0.25,,8\n") == ["line 1: another column \"loss\""]
    )
  }

  @Test("The first name of a step that the columns have is the step; the others are metrics")
  func steps() {
    for (place, name) in StepNames.all.enumerated() {
      let later = StepNames.all[place...].reversed()
      let text =
        later.joined(separator: ",") + ",loss\n"
        + later.map { $0 == name ? "5" : "9" }.joined(separator: ",") + ",0.5\n"
      let found = rows(text)
      #expect(found?.allSatisfy { $0.step == 5 } == true, "\(name)")
      #expect(found?.count == StepNames.all.count - place, "\(name)")
    }
    #expect(rows("time;loss\n1;2\n") == nil)
    #expect(rows("") == nil)
  }

  @Test(
    "Steps that no number of 64 bits holds, and cells that are no numbers, are left out, the steps told"
  )
  func hostileNumbers() {
    let text = "step,loss\n1e300,1\nnan,1\n-inf,1\n9223372036854775808,1\n3.5,1\n4.0,x\n5,2\n"
    let found = MetricsTable.read(Array(text.utf8), by: MetricsTable())
    #expect(found?.values.map(\.step) == [5])
    #expect(found?.flaws.map { String($0.prefix(7)) } == (2...6).map { "line \($0):" })
  }

  @Test(
    "Lines that a block's end parts, and quoted cells that go over several lines, are read whole")
  func blocks() throws {
    let count = 30_000
    var text = "step,loss,note\n"
    for step in 0..<count {
      text += "\(step),\(Double(step) / 7),\(step % 5 == 0 ? "\"a \"\"b\"\"\n,c\"" : "x")\r\n"
    }
    let found = try #require(rows(text))
    #expect(found.map(\.step) == (0..<Int64(count)).map { $0 })
    #expect(found.allSatisfy { $0.value == Double($0.step) / 7 })
  }

  @Test("A quote that is not closed within a MiB is a character, and costs no line")
  func unclosedQuote() throws {
    let text = "step,note,loss\n1,\"open,1\n" + (2...90_000).map { "\($0),x,\($0)\n" }.joined()
    #expect(try #require(rows(text)).map(\.step) == (1...90_000).map { Int64($0) })
  }

  @Test("A line of fewer cells is read as far as it goes, unless it is the last one and has no end")
  func shortLines() {
    let text = "step,loss,rate\n1,2\n2,3,4\n3,5"
    let found = MetricsTable.read(Array(text.utf8), by: MetricsTable())
    #expect(found?.values.map(\.value) == [2, 3, 4])
    #expect(found?.flaws == ["line 2: the cells missing at its end", "line 4: it is cut short"])
    #expect(rows("step,loss,rate\n3,5\n")?.map(\.value) == [5])
  }

  @Test("A comma within a quoted name does not part the cells of a table with semicolons")
  func quotedDelimiter() {
    #expect(rows("epoch;\"a,b,c,d\"\n1;2\n")?.map(\.tag) == ["a,b,c,d"])
  }

  private func isSame(_ a: LoggedValue, _ b: LoggedValue) -> Bool {
    a.tag == b.tag && a.step == b.step && a.value == b.value
  }
}
