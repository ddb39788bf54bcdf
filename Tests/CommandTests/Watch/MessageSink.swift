import Foundation
import Glibc
import TestSupport

/// A server on this machine that stores what is posted to it; the first word of the path chooses
/// its answer.
final class MessageSink {
  /// What was posted, in order.
  struct Request: Decodable {
    var path: String
    var headers: [String: String]
    var body: String
  }

  let port: Int
  private let number: Int32
  private let folder = TemporaryFolder()

  /// Starts the server, which ends by itself after two minutes.
  init() throws {
    try folder.write(Array(Self.script.utf8), to: "sink.py")
    let path = folder.path
    shell(
      "python3 '\(path)/sink.py' '\(path)/log' > '\(path)/port' 2> /dev/null < /dev/null & echo $! > '\(path)/pid'"
    )
    var words: [String] = []
    for _ in 0..<500 where words.count < 2 {
      Thread.sleep(forTimeInterval: 0.02)
      words = ["pid", "port"].compactMap {
        let text = try? String(contentsOfFile: "\(path)/\($0)", encoding: .utf8)
        return text.flatMap { $0.hasSuffix("\n") ? String($0.dropLast()) : nil }
      }
    }
    guard words.count == 2, let number = Int32(words[0]), let port = Int(words[1]) else {
      throw CocoaError(.fileReadUnknown)
    }
    (self.number, self.port) = (number, port)
  }

  // The tests' threads block softer signals, and the processes they start inherit that.
  deinit { kill(number, SIGKILL) }

  var requests: [Request] {
    let text = (try? String(contentsOfFile: folder.path + "/log", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Request.self, from: Data($0.utf8))
    }
  }

  private static let script = """
    import http.server, json, os, sys, threading
    answers = {
      "ok": (200, "ok"), "one": (200, "1"), "none": (204, ""), "zero": (200, '{"errcode":0}'),
      "code0": (200, '{"code":0,"msg":"success"}'), "started": (200, '{"id":"x"}'),
      "badcode": (200, '{"code":9499,"msg":"Bad Request"}'),
      "errcode": (200, '{"errcode":310000,"errmsg":"keywords not in content"}'),
      "undelivered": (200, "Webhook message delivery failed with error: 413"),
      "refuse": (200, "no_text"), "html": (200, "<html>login</html>"), "busy": (503, "busy"),
    }
    class Handler(http.server.BaseHTTPRequestHandler):
      def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        with open(sys.argv[1], "a") as log:
          log.write(json.dumps({"path": self.path, "headers": dict(self.headers), "body": body}))
          log.write("\\n")
        kind = self.path.split("/")[1]
        status, answer = answers.get(kind, (403, "no such hook: " + self.path))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(answer.encode())
      def log_message(self, *words): pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    end = threading.Timer(120, os._exit, [0])
    end.daemon = True
    end.start()
    server.serve_forever()
    """
}

/// Runs a shell command; returns its exit status.
///
/// Foundation's `Process` waits forever if another test starts a program at the same time.
@discardableResult
func shell(_ line: String) -> Int32 {
  let status = unsafe system(line)
  return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
}
