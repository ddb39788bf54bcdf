import Scalars
import TextFormats

/// A chart as SVG: text as text, colors by class, light or dark as the reader prefers.
public struct SVGChart: Sendable {
  /// The size of a drawing.
  public enum Size: Sendable, Hashable {
    /// For a page or a screen: 860 units wide.
    case wide
    /// For a phone: 390 units wide.
    case narrow

    /// The width of the view box.
    public var width: Double { self == .wide ? 860 : 390 }
    func plotHeight(of chart: Chart) -> Double {
      chart.isSmall ? 110 : self == .wide ? 260 : 220
    }
  }

  let chart: Chart
  let size: Size
  let layout: SVGLayout

  /// Creates a drawing.
  public init(_ chart: Chart, size: Size = .wide) {
    self.chart = chart
    self.size = size
    layout = SVGLayout(chart, width: size.width, plotHeight: size.plotHeight(of: chart))
  }

  /// A complete document, with its style.
  public var document: String {
    var svg = SVGWriter()
    svg.text += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    open(&svg, attributes: [("xmlns", "http://www.w3.org/2000/svg"), ("class", "chart")])
    svg.element("style", SVGStyle.document)
    svg.empty("rect", [("class", "ground"), ("width", "100%"), ("height", "100%")])
    drawPlot(&svg, lines: lineElements)
    svg.close("svg")
    return svg.text + "\n"
  }

  /// An element for a page that has `SVGStyle.rules` in its own style.
  ///
  /// - Parameter id: Names the lines, so that `inline(reusing:of:)` can draw them a second time.
  /// - Returns: The element.
  public func inline(id: String) -> String {
    var svg = SVGWriter()
    open(&svg, attributes: [("class", "chart \(size == .wide ? "wide" : "narrow")")])
    drawPlot(&svg, lines: "<g id=\"\(escapedMarkup(id))\">\(lineElements)</g>")
    svg.close("svg")
    return svg.text
  }

  /// An element that draws the lines of another drawing of the same chart, stretched to its own
  /// size.
  ///
  /// - Parameters:
  ///   - id: The name that the other drawing gave its lines.
  ///   - other: The other drawing.
  /// - Returns: The element.
  public func inline(reusing id: String, of other: SVGChart) -> String {
    var svg = SVGWriter()
    open(&svg, attributes: [("class", "chart \(size == .wide ? "wide" : "narrow")")])
    let (x, y) = (
      layout.plotWidth / other.layout.plotWidth, layout.plotHeight / other.layout.plotHeight
    )
    var use = SVGWriter()
    use.empty(
      "use",
      [("href", "#\(id)"), ("transform", "scale(\(Self.ratio(x)) \(Self.ratio(y)))")])
    drawPlot(&svg, lines: use.text)
    svg.close("svg")
    return svg.text
  }

  private static func ratio(_ value: Double) -> String {
    ReadableNumbers(unicode: false).fixed(value, decimals: 4)
  }

  private func open(_ svg: inout SVGWriter, attributes: [(String, String?)]) {
    let label = chart.summary.isEmpty ? chart.title : "\(chart.title): \(chart.summary)"
    let box = "0 0 \(svgNumber(layout.width)) \(svgNumber(layout.height))"
    svg.open(
      "svg",
      attributes + [("viewBox", box), ("role", "img"), ("aria-label", label)])
    svg.element("title", chart.title)
    if !chart.summary.isEmpty { svg.element("desc", chart.summary) }
  }
}

/// A length with at most one decimal.
func svgNumber(_ value: Double) -> String {
  let tenths = Int(clamping: (value * 10).rounded())
  if tenths % 10 == 0 { return String(tenths / 10) }
  return (tenths < 0 ? "-" : "") + "\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
}
