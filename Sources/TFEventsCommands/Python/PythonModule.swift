/// A part of the Python package to which this program passes control.
struct PythonModule {
  /// What needs it; the beginning of the error message.
  let purpose: String
  /// What to type if there is no Python.
  let alternative: String
  /// How it is imported; a package in the current directory does not count.
  let imports: String
  /// The program that an interpreter runs; the arguments of the command line are appended.
  ///
  /// Ctrl-C ends it without a traceback, also during start-up.
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

  /// The module that turns drawings into PNG.
  static let picture = PythonModule(
    "_png", from: "tfevents", for: "PNG", alternative: "without Python  -o NAME.svg   -o NAME.html")
}
