import Scalars
import Testing

@Suite("Tables by name")
struct NamedValuesTests {
  @Test("Names come in the order of their bytes, and those that only look alike are apart")
  func order() {
    let names = ["loss", "Loss", "", "e\u{301}", "é", "los", "loss/a", "a name of 24 bytes or so"]
    var table = NamedValues<Int>()
    for (place, name) in names.enumerated() { table[name] = place }
    #expect(table.count == names.count)
    #expect(
      table.map { Array($0.key.utf8) }
        == names.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) })
    for (name, place) in table { #expect(Array(names[place].utf8) == Array(name.utf8)) }
    #expect(table["é"] == 4)
    #expect(table["nothing"] == nil)
  }

  @Test("A removed name leaves the others with their values")
  func removal() {
    let names = ["a", "b", "c", "d"]
    for gone in names {
      var table: NamedValues = ["a": 0, "b": 1, "c": 2, "d": 3]
      #expect(table.removeValue(forKey: gone) == names.firstIndex(of: gone))
      #expect(table.removeValue(forKey: gone) == nil)
      #expect(table.map(\.key) == names.filter { $0 != gone })
      for (name, value) in table { #expect(names[value] == name && table[name] == value) }
      table[gone] = 9
      #expect(table[gone] == 9)
      table["a"] = nil
      #expect(table["a"] == nil && table.count == 3)
    }
  }

  @Test("Tables of the same names and values are equal, in whatever order they were made")
  func equality() {
    let (one, other): (NamedValues, NamedValues) = (["a": 1, "b": 2], ["b": 2, "a": 1])
    #expect(one == other && one.hashValue == other.hashValue)
    #expect(one != ["a": 1] && one != ["a": 1, "b": 3] && one != ["a": 1, "c": 2])
  }
}
