import Foundation
import FoundationXML
import Testing

@testable import Reports

@Suite("Charts as SVG")
struct SVGChartTests {
  /// The elements that an XML parser finds in a document; fails the test if it is not well-formed.
  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [(name: String, attributes: [String: String])] = []
    var texts: [String] = []

    init(_ document: String, location: SourceLocation = #_sourceLocation) {
      super.init()
      let parser = XMLParser(data: Data(document.utf8))
      parser.delegate = self
      #expect(parser.parse(), "\(String(describing: parser.parserError))", sourceLocation: location)
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      elements.append((name, attributes))
      texts.append("")
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      texts[texts.count - 1] += text
    }
  }

  @Test("A drawing that stands alone needs no variables, and knows light and dark")
  func portable() {
    let document = SVGChart(ChartExamples.overfit()).document
    #expect(!document.contains("var("))
    #expect(document.contains(".ground{fill:#fcfcfa}"))
    #expect(document.contains("@media(prefers-color-scheme:dark){"))
    #expect(document.contains(".ground{fill:#16181b}"))
    #expect(SVGChart(ChartExamples.overfit()).inline(id: "a").contains("class=\"strong h0\""))
  }

  @Test("A drawing is well-formed XML with a title, a description and a label for screen readers")
  func wellFormed() throws {
    let reader = Reader(SVGChart(ChartExamples.overfit()).document)
    #expect(reader.elements.first?.name == "svg")
    let label = try #require(reader.elements.first?.attributes["aria-label"])
    #expect(label.hasPrefix("sft-overfit: eval/loss rises"))
    #expect(reader.elements.first?.attributes["role"] == "img")
    #expect(reader.elements.contains { $0.name == "title" })
    #expect(reader.elements.contains { $0.name == "desc" })
    #expect(reader.texts.contains("best 2,600 · 0.9107"))
    #expect(reader.texts.contains { $0.hasPrefix("eval 1.2") })
  }

  @Test("Names with markup, quotes and control characters stay text")
  func escaping() {
    var series = ChartExamples.train()
    series.name = "<&>\"'\u{1}\u{FFFE}"
    var options = ChartOptions()
    options.title = "</title><script>alert(1)</script>"
    options.summary = "\"><script>"
    let document = SVGChart(Chart([series], options: options)).document
    let reader = Reader(document)
    #expect(!reader.elements.contains { $0.name == "script" })
    #expect(!document.contains("<script"))
    #expect(reader.texts.contains { $0.hasPrefix("<&>\"'\u{FFFD}\u{FFFD}") })
  }

  @Test("A hundred random drawings are well-formed, and no number in them is NaN or infinite")
  func random() {
    for seed in 0..<100 as Range<UInt64> {
      let document = SVGChart(RandomCharts.chart(seed: seed)).document
      let reader = Reader(document)
      for element in reader.elements {
        for key in ["d", "x", "y", "width", "height", "cx", "cy"] {
          let value = element.attributes[key] ?? ""
          #expect(!value.contains("n") && !value.contains("e"), "seed \(seed): \(key)=\(value)")
        }
      }
    }
  }

  @Test("Both colour schemes are in the document, and it asks for nothing from elsewhere")
  func schemes() {
    let document = SVGChart(ChartExamples.overfit()).document
    #expect(document.contains("prefers-color-scheme:dark"))
    #expect(document.contains("#4a6fa5") && document.contains("#c0742b"))
    #expect(document.components(separatedBy: "http").count == 2, "only the namespace")
    #expect(!document.contains("url("))
  }

  @Test("A path holds what it was given to a tenth, cut off at the plot's edges")
  func path() {
    let points = [
      ChartPoint(x: 0, y: 5), ChartPoint(x: 10, y: 5.04), ChartPoint(x: 20, y: -20),
      ChartPoint(x: 30, y: .nan), ChartPoint(x: 40, y: 2), ChartPoint(x: 50, y: 15),
    ]
    let data = clippedPath(points, height: 10) { $0.y.isNaN ? nil : ($0.x, $0.y) }
    #expect(data == "M0 5l10 0 2-5M40 2l6.2 8")
    let dot = clippedPath([ChartPoint(x: 7, y: 3)], height: 10) { ($0.x, $0.y) }
    #expect(dot == "M7 3l0 0")
  }

  @Test("The phone's drawing reuses the lines and says all the words again")
  func narrow() {
    let chart = ChartExamples.overfit()
    let wide = SVGChart(chart)
    let narrow = SVGChart(chart, size: .narrow).inline(reusing: "run-1", of: wide)
    let reader = Reader(narrow)
    #expect(reader.elements.contains { $0.name == "use" && $0.attributes["href"] == "#run-1" })
    #expect(reader.texts.contains("best 2,600 · 0.9107"))
    #expect(!reader.elements.contains { $0.attributes["class"]?.hasPrefix("heavy") ?? false })
  }
}
