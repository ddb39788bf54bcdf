import Convergence
import Scalars
import Testing
import TextFormats
import TrainingRuns

@testable import Reports

@Suite("The keys of a run's record")
struct RecordSchemaTests {
  private static let runs: [AnalyzedRun] = {
    let analyzer = RunAnalyzer()
    let falling = analyzer.analyze((0..<200).map { 2 / Double($0 + 1) }, tag: "train/loss")
    let broken = analyzer.analyze((0..<50).map { $0 < 30 ? 1 : Double.nan }, tag: "train/loss")
    var named = falling
    named.hyperparameters = [("lr", "0.1"), ("optim.name", "adam")]
    named.signature = "abc"
    var failed = AnalyzedRun(run: "none")
    failed.error = "no scalars in its event files"
    return [falling, broken, named, failed]
  }()

  @Test("No key stands twice")
  func unique() {
    let keys = RecordSchema.fields.map(\.key)
    #expect(Set(keys).count == keys.count)
  }

  @Test("A run in memory and the record that was written of it say the same under every key")
  func agreement() throws {
    for run in Self.runs {
      let record = RunRecord(run)
      let parsed = try JSONReader.read(record.json[...])
      for name in RecordSchema.fields.map(\.key) + FieldName.offered + ["train/loss", "name", "x"] {
        // Compared as text, because NaN is not equal to itself.
        let (a, b) = (FieldName(name).find(in: record), FieldName(name).find(in: parsed))
        #expect("\(a)" == "\(b)", "\(name)")
      }
      let a = ScanRecord(record, json: [], picking: [], withCurve: true)
      let b = ScanRecord(parsed, json: [], picking: [], withCurve: true)
      #expect("\(a as Any)" == "\(b as Any)")
    }
  }

  @Test("Every name that is offered for a column is a key of a run's record")
  func offeredNames() throws {
    let record = RunRecord(Self.runs[2])
    let keys = try #require(JSONReader.read(record.json[...]).members).map(\.name)
    for name in FieldName.offered where name != "lr" {
      let key = RecordSchema.otherNames[name] ?? name
      #expect(keys.contains { $0.utf8.elementsEqual(key.utf8) }, "\(name)")
    }
  }
}
