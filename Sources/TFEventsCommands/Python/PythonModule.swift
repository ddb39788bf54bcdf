/// A part of the Python package that this program hands over to.
struct PythonModule {
  /// What needs it, as its error begins.
  let purpose: String
  /// What to type where there is no Python.
  let alternative: String
  /// How it is imported; no package from the current directory counts.
  let imports: String
  /// The program that an interpreter runs; the words of the command line come behind it.
  ///
  /// Ctrl-C ends it without a traceback from the start on.
  let start: String

  init(_ name: String, from package: String, for purpose: String, alternative: String) {
    self.purpose = purpose
    self.alternative = alternative
    imports =
      "import sys; sys.path[:] = [p for p in sys.path if p not in ('', '.')]; from \(package) import \(name)"
    start =
      "import signal; signal.getsignal(2) is signal.default_int_handler and signal.signal(2, signal.SIG_DFL); "
      + imports + "; \(name).main()"
  }

  /// The server of the page of verdicts.
  static let server = PythonModule(
    "server", from: "tfevents.board", for: "serve",
    alternative: "without Python  tfevents plot PATH -o report.html")

  /// What turns drawings into PNG.
  static let picture = PythonModule(
    "_png", from: "tfevents", for: "PNG", alternative: "without Python  -o NAME.svg   -o NAME.html")
}
