/// The style sheet of charts: colours as variables, one set for light and one for dark.
public enum SVGStyle {
  /// How many colours there are for lines.
  static let hues = 8

  /// The variables on a light ground; the first two hues are told apart by people who see no red or green.
  public static let light = """
    --ground:#fcfcfa;--ink:#1f2328;--dim:#5f6672;--rule:#e4e4e0;--good:#2b6b4f;--bad:#a5352c;\
    --look:#7d6214;--h0:#4a6fa5;--h1:#c0742b;--h2:#2f8a6b;--h3:#8d5aa5;--h4:#a54a5a;--h5:#3f8894;\
    --h6:#77772e;--h7:#5b5f97
    """

  /// The variables on a dark ground.
  public static let dark = """
    --ground:#16181b;--ink:#e6e6e3;--dim:#a0a6ae;--rule:#2d3137;--good:#66bd92;--bad:#ec8378;\
    --look:#d6b24c;--h0:#7fa6dc;--h1:#e29a50;--h2:#5fc09c;--h3:#c08fd8;--h4:#e0869a;--h5:#6fc0cd;\
    --h6:#bdbd62;--h7:#9ea3e0
    """

  /// The rules, which take the variables from an element around them.
  ///
  /// Those of lines and bands name no element around them: a line that `use` draws again has none.
  public static let rules = """
    .chart{font:12px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}\
    .chart text{fill:var(--ink);paint-order:stroke;stroke:var(--ground);stroke-width:3px;\
    stroke-linejoin:round}\
    .chart .tick,.chart .plain{fill:var(--dim)}\
    .chart .right{text-anchor:end}.chart .middle{text-anchor:middle}\
    .chart .rule,.chart .mark,.chart .strip{fill:none}\
    .chart .rule{stroke:var(--rule);stroke-width:1}\
    .faint,.strong,.heavy{fill:none;stroke:var(--c);stroke-linejoin:round;stroke-linecap:round;\
    vector-effect:non-scaling-stroke}\
    .faint{stroke-width:1;opacity:.35}.strong{stroke-width:1.8}.heavy{stroke-width:2.6}\
    path.band{fill:var(--c);opacity:.18}\
    .chart path.edge{fill:var(--c)}\
    .chart text.end{fill:var(--c)}\
    .chart .strip{stroke:var(--dim);stroke-width:1.2}\
    .chart .mark{stroke-width:1.2;stroke-dasharray:2 3}\
    .chart .ring{fill:var(--ground);stroke-width:2}\
    .chart path.good,.chart .ring.good{stroke:var(--good)}\
    .chart path.bad,.chart .ring.bad{stroke:var(--bad)}\
    .chart path.plain{stroke:var(--dim)}\
    .chart text.good{fill:var(--good)}.chart text.bad{fill:var(--bad)}\
    .chart .missing{fill:var(--bad);opacity:.12}\
    .chart .ground{fill:var(--ground)}\
    .h0{--c:var(--h0)}.h1{--c:var(--h1)}.h2{--c:var(--h2)}.h3{--c:var(--h3)}\
    .h4{--c:var(--h4)}.h5{--c:var(--h5)}.h6{--c:var(--h6)}.h7{--c:var(--h7)}
    """

  /// The style of a drawing that stands alone.
  static let document =
    ".alone{\(light)}@media(prefers-color-scheme:dark){.alone{\(dark)}}\(rules)"

  /// The dashes of a line, so that colour is not all that tells it from others.
  static func dashes(_ line: ChartLine) -> String? {
    if line.weight == .faint || line.hue < 2 { return nil }
    return ["7 3", "2 2", "10 3 2 3", "4 4"][line.hue % 4]
  }
}
