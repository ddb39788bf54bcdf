/// The style sheet of charts, with a set of colors for light and one for dark.
public enum SVGStyle {
  /// How many colors there are for lines.
  static let hues = 8

  /// The colors on a light background; people with red-green blindness can distinguish the first
  /// two hues.
  private static let lightColours = [
    ("ground", "#fcfcfa"), ("ink", "#1f2328"), ("dim", "#5f6672"), ("rule", "#e4e4e0"),
    ("good", "#2b6b4f"), ("bad", "#a5352c"), ("look", "#7d6214"), ("h0", "#4a6fa5"),
    ("h1", "#c0742b"), ("h2", "#2f8a6b"), ("h3", "#8d5aa5"), ("h4", "#a54a5a"), ("h5", "#3f8894"),
    ("h6", "#77772e"), ("h7", "#5b5f97"),
  ]

  /// The colors on a dark background.
  private static let darkColours = [
    ("ground", "#16181b"), ("ink", "#e6e6e3"), ("dim", "#a0a6ae"), ("rule", "#2d3137"),
    ("good", "#66bd92"), ("bad", "#ec8378"), ("look", "#d6b24c"), ("h0", "#7fa6dc"),
    ("h1", "#e29a50"), ("h2", "#5fc09c"), ("h3", "#c08fd8"), ("h4", "#e0869a"), ("h5", "#6fc0cd"),
    ("h6", "#bdbd62"), ("h7", "#9ea3e0"),
  ]

  /// The colors as CSS variables of a page with a light background.
  public static let light = variables(lightColours)

  /// The same for a dark background.
  public static let dark = variables(darkColours)

  private static func variables(_ colours: [(String, String)]) -> String {
    colours.map { "--\($0):\($1)" }.joined(separator: ";")
  }

  /// The rules for a page; they take the colors from CSS variables of an enclosing element.
  public static let rules = rules { "var(--\($0))" }

  /// The style of a separate SVG file; it has no CSS variables, since many SVG viewers do not
  /// support them.
  static let document =
    rules(in: lightColours) + "@media(prefers-color-scheme:dark){\(rules(in: darkColours))}"

  private static func rules(in colours: [(String, String)]) -> String {
    let colours = Dictionary(colours) { first, _ in first }
    return rules { colours[$0] ?? "" }
  }

  /// The rules, with each color by its name.
  ///
  /// Rules for lines and bands do not mention an enclosing element: a line that `use` draws again
  /// has none.
  private static func rules(_ colour: (String) -> String) -> String {
    """
    .chart{font:12px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}\
    .chart text{fill:\(colour("ink"));paint-order:stroke;stroke:\(colour("ground"));stroke-width:3px;\
    stroke-linejoin:round}\
    .chart .tick,.chart .plain{fill:\(colour("dim"))}\
    .chart .right{text-anchor:end}.chart .middle{text-anchor:middle}\
    .chart .rule,.chart .mark,.chart .strip{fill:none}\
    .chart .rule{stroke:\(colour("rule"));stroke-width:1}\
    .faint,.strong,.heavy{fill:none;stroke:currentColor;stroke-linejoin:round;stroke-linecap:round;\
    vector-effect:non-scaling-stroke}\
    .faint{stroke-width:1;opacity:.35}.strong{stroke-width:1.8}.heavy{stroke-width:2.6}\
    path.band{fill:currentColor;opacity:.18}\
    .chart path.edge{fill:currentColor}\
    .chart text.end{fill:currentColor}\
    .chart .strip{stroke:\(colour("dim"));stroke-width:1.2}\
    .chart .mark{stroke-width:1.2;stroke-dasharray:2 3}\
    .chart .ring{fill:\(colour("ground"));stroke-width:2}\
    .chart path.good,.chart .ring.good{stroke:\(colour("good"))}\
    .chart path.bad,.chart .ring.bad{stroke:\(colour("bad"))}\
    .chart path.plain{stroke:\(colour("dim"))}\
    .chart text.good{fill:\(colour("good"))}.chart text.bad{fill:\(colour("bad"))}\
    .chart .missing{fill:\(colour("bad"));opacity:.12}\
    .chart .ground{fill:\(colour("ground"))}\
    .h0{color:\(colour("h0"))}.h1{color:\(colour("h1"))}.h2{color:\(colour("h2"))}.h3{color:\(colour("h3"))}\
    .h4{color:\(colour("h4"))}.h5{color:\(colour("h5"))}.h6{color:\(colour("h6"))}.h7{color:\(colour("h7"))}
    """
  }

  /// The dashes of a line, so that color is not the only difference.
  static func dashes(_ line: ChartLine) -> String? {
    if line.weight == .faint || line.hue < 2 { return nil }
    return ["7 3", "2 2", "10 3 2 3", "4 4"][line.hue % 4]
  }
}
