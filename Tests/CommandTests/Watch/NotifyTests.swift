import Foundation
import TestSupport
import Testing

@testable import TFEventsCommands

@Suite(
  "Messages for people",
  .enabled(
    if: BuiltProgram.isThere
      && FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"),
    "the program is not built beside the tests, or curl is missing"))
struct NotifyTests {
  private static let secret = "SECRET-7f3a9c21"

  @Test(
    "The host tells the service, whole labels only",
    arguments: [
      ("https://hooks.slack.com/services/T0/B0/x", "slack"),
      ("https://discord.com/api/webhooks/1/x", "discord"),
      ("https://ptb.discord.com/api/webhooks/1/x", "discord"),
      ("https://contoso.webhook.office.com/webhookb2/x", "teams"),
      ("https://prod-1.westeurope.logic.azure.com:443/workflows/x?sig=y", "teams"),
      ("https://ntfy.sh/mytopic", "ntfy"), ("https://user:pw@ntfy.example.org/mytopic", "ntfy"),
      ("https://oapi.dingtalk.com/robot/send?access_token=x", "dingtalk"),
      ("https://open.feishu.cn/open-apis/bot/v2/hook/x", "feishu"),
      ("https://open.larksuite.com/open-apis/bot/v2/hook/x", "feishu"),
      ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x", "wecom"),
      ("https://chat.example.com/hooks/abcdefghijklmnopqrstuvwxyz", "mattermost"),
      ("https://mattermost.example.com/hooks/x", "mattermost"),
      ("HTTPS://HOOKS.SLACK.COM/services/x", "slack"),
      ("https://notdiscord.com/api/webhooks/1/x", "json"),
      ("https://discord.com.example.org/api/webhooks/1/x", "json"),
      ("https://example.org/?u=hooks.slack.com", "json"),
      ("https://hooks.slack.com@example.org/x", "json"), ("http://[::1]:8080/x", "json"),
    ])
  func services(url: String, name: String) throws {
    let address = try #require(NotifyAddress(url))
    #expect(NotifyService.of(address).name == name)
    #expect(!address.shown.contains("x") || address.host.contains("x"))
  }

  @Test(
    "What is no address of the web is refused and not shown",
    arguments: ["ftp://h/x", "h/x", "https://", "https:///x", "https://a b/x", "https://a/\n"])
  func refused(url: String) { #expect(NotifyAddress(url) == nil) }

  @Test("A text is clipped between characters")
  func clip() {
    for limit in 3...40 {
      let text = clipped(String(repeating: "a→模𝄞", count: 9), to: limit)
      #expect(text.utf8.count <= limit && text.last == "…")
    }
  }

  @Test("Each service gets what it wants, and its answer is read")
  func formats() throws {
    let sink = try MessageSink()
    let cases: [(service: String, answer: String, status: Int32, key: [String], said: String)] = [
      ("slack", "ok", 0, ["text"], "ok"), ("slack", "refuse", 1, ["text"], "no_text"),
      ("mattermost", "ok", 0, ["text"], "ok"), ("mattermost", "html", 1, ["text"], "login"),
      ("discord", "none", 0, ["content"], "status 204"),
      ("teams", "one", 0, ["attachments"], "1"),
      ("teams", "undelivered", 1, ["attachments"], "delivery failed"),
      ("dingtalk", "zero", 0, ["text", "content"], "errcode"),
      ("dingtalk", "errcode", 1, ["text", "content"], "310000: keywords not in content"),
      ("feishu", "code0", 0, ["content", "text"], "success"),
      ("feishu", "badcode", 1, ["content", "text"], "9499: Bad Request"),
      ("wecom", "zero", 0, ["text", "content"], "errcode"),
      ("wecom", "errcode", 1, ["text", "content"], "310000"),
      ("wecom", "html", 1, ["text", "content"], "login"),
      ("json", "started", 0, ["text"], "id"), ("json", "busy", 1, ["text"], "503"),
      ("slack", "unknown", 1, ["text"], "repeats the address"),
    ]
    for one in cases {
      let address = "\(one.service)+http://127.0.0.1:\(sink.port)/\(one.answer)/\(Self.secret)"
      let result = try run(["--notify-test", "--notify", address])
      #expect(result.status == one.status, "\(one)")
      #expect(result.output.contains(one.said), "\(one): \(result.output)")
      let request = try #require(sink.requests.last)
      #expect(request.path.hasSuffix(Self.secret))
      #expect(request.headers["Content-Type"] == "application/json")
      var value = try JSONSerialization.jsonObject(with: Data(request.body.utf8))
      for key in one.key { value = try #require((value as? [String: Any])?[key]) }
      #expect("\(value)".contains("tfevents"), "\(one): \(request.body)")
    }
    #expect(sink.requests.count == cases.count)
    let ntfy = "ntfy+http://127.0.0.1:\(sink.port)/started/\(Self.secret)"
    #expect(try run(["--notify-test", "--notify", ntfy]).status == 0)
    #expect(sink.requests.last?.headers["Title"] == "tfevents: test")
    #expect(sink.requests.last?.body == "tfevents can reach you here.")
  }

  @Test("A watch tells at the first look, in one message, what was asked for")
  func told() throws {
    let sink = try MessageSink()
    let runs = try LiveRuns(now: Date().timeIntervalSince1970)
    try runs.writeSeveral()
    let result = try run([
      runs.folder.path + "/runs", "--until", "overfitting", "--notify",
      "slack+http://127.0.0.1:\(sink.port)/ok/\(Self.secret)", "--notify-on",
      "overfitting,diverged,finished",
    ])
    #expect(result.status == 0)
    let bodies = sink.requests.map(\.body).joined()
    for words in [
      "sft/overfit: overfitting", "sft/overfit: finished, overfitting",
      "sft/lr3e-3-with-a-long-name: diverged",
    ] {
      #expect(bodies.contains(words), "\(words) in \(bodies)")
    }
    #expect(!bodies.contains("lora-r8"))
    #expect(sink.requests.count <= 2)
  }

  @Test("A service that is down is tried three times, said once, and holds nothing up")
  func down() throws {
    let sink = try MessageSink()
    let runs = try LiveRuns(now: Date().timeIntervalSince1970)
    try runs.improve("a", 0...4_000, end: 4_000)
    let result = try run([
      runs.folder.path + "/runs", "--until", "improving", "--notify",
      "http://127.0.0.1:\(sink.port)/busy/\(Self.secret)",
    ])
    #expect(result.status == 0)
    #expect(sink.requests.count == 3)
    #expect(
      result.errors
        == "warning: --notify http://127.0.0.1: not sent: status 503, busy (tried 3 times)\n")
  }

  @Test("No error shows the address, and --notify-test needs one")
  func errors() throws {
    for address in ["ftp://h/\(Self.secret)", "foo+https://h/\(Self.secret)"] {
      #expect(try run(["--notify-test", "--notify", address]).status == 2)
    }
    #expect(try run(["--notify-test"]).errors.contains("--notify-test needs --notify URL"))
    #expect(try run([]).errors.contains("no path given"))
  }

  private func run(_ words: [String]) throws -> (status: Int32, output: String, errors: String) {
    let folder = TemporaryFolder()
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let status = shell(
      "timeout 60 '\(BuiltProgram.url?.path ?? "tfevents")' watch \(quoted) > \(folder.path)/1 2> \(folder.path)/2"
    )
    let texts = try ["1", "2"].map {
      try String(contentsOfFile: "\(folder.path)/\($0)", encoding: .utf8)
    }
    #expect(!texts.joined().contains(Self.secret))
    return (status, texts[0], texts[1])
  }
}
