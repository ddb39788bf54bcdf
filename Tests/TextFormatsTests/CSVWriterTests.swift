import Scalars
import Testing

@testable import TextFormats

@Suite("CSV")
struct CSVWriterTests {
  @Test("Fields with separators, quotation marks and line ends are quoted, others are not")
  func quoting() {
    var csv = CSVWriter()
    csv.row(["run", "a,b", "say \"no\"", "two\nlines", "cr\r", "", "=1+1", " blank "])
    #expect(
      csv.buffer.text
        == "run,\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",\"cr\r\",,=1+1, blank \n")
  }

  @Test("A row of a series holds numbers exactly, after fields that were encoded once")
  func numbers() {
    var csv = CSVWriter()
    let head = csv.encode(["exp/a", "loss, mean"])
    csv.field(encoded: head)
    csv.field(Int64(-3))
    csv.field(1_763_500_000.5)
    csv.field(Double(Float(0.1)), as: .float32)
    csv.endRow()
    csv.field(encoded: head)
    csv.field(.nan)
    csv.endRow()
    #expect(
      csv.buffer.text == "exp/a,\"loss, mean\",-3,1763500000.5,0.1\nexp/a,\"loss, mean\",nan\n")
  }

  @Test("TensorBoard's row ends, tabs, and formulas made harmless can be asked for")
  func variants() {
    var tensorBoard = CSVWriter(crlf: true)
    tensorBoard.row(["Wall time", "Step", "Value"])
    #expect(tensorBoard.buffer.text == "Wall time,Step,Value\r\n")
    var tabs = CSVWriter(separator: 9)
    tabs.row(["a,b", "c\td"])
    #expect(tabs.buffer.text == "a,b\t\"c\td\"\n")
    var guarded = CSVWriter(guardsFormulas: true)
    guarded.row(["=1+1", "-x,y", "a=1"])
    #expect(guarded.buffer.text == "'=1+1,\"'-x,y\",a=1\n")
  }
}
