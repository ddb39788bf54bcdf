import TextFormats

extension NotifyService {
  /// All services; the last one is for every other address.
  static let all = [
    slack, mattermost, discord, teams, ntfy, dingtalk, feishu, wecom, json,
  ]

  private static let slack = NotifyService(
    name: "slack", knows: { $0.host == "hooks.slack.com" || $0.host == "hooks.slack-gov.com" },
    limit: 3_000,
    body: { notice in
      encoded { $0.field("text", escaped(both(notice), ["&": "&amp;", "<": "&lt;", ">": "&gt;"])) }
    },
    refusal: { body in
      let isGood = body == Array("ok".utf8) || parsed(body)?["ok"] == .boolean(true)
      return isGood ? nil : orNothing(body)
    })

  /// It runs on a company's own hosts; its hooks have names of 26 letters and digits.
  private static let mattermost = NotifyService(
    name: "mattermost",
    knows: { address in
      let parts = address.path.split(separator: "/")
      return address.host.split(separator: ".").contains("mattermost")
        || (parts.count >= 2 && parts[parts.count - 2] == "hooks" && parts.last?.utf8.count == 26)
    }, limit: 4_000,
    // A run's name must not notify everyone, as `@all` would.
    body: { notice in encoded { $0.field("text", escaped(both(notice), ["@": "@\u{200B}"])) } },
    refusal: { $0.isEmpty || $0 == Array("ok".utf8) ? nil : excerpt($0) })

  private static let discord = NotifyService(
    name: "discord", knows: { $0.isAt("discord.com") || $0.isAt("discordapp.com") }, limit: 1_990,
    body: { notice in
      encoded { json in
        json.field("content", both(notice))
        json.object("allowed_mentions") { $0.array("parse") { _ in } }
      }
    })

  /// Old connectors report a failure with status 200.
  private static let teams = NotifyService(
    name: "teams",
    knows: { address in
      ["webhook.office.com", "logic.azure.com", "api.powerplatform.com"]
        .contains { address.isAt($0) }
    }, limit: 12_000, body: card,
    refusal: { body in
      let text = excerpt(body)
      return text.isEmpty || text == "1" || parsed(body) != nil ? nil : text
    })

  private static let ntfy = NotifyService(
    name: "ntfy", knows: { $0.isAt("ntfy.sh") || $0.host.hasPrefix("ntfy.") }, limit: 4_000,
    headers: { notice in
      [
        "Content-Type: text/plain; charset=utf-8", "Title: \(notice.title)",
        "Priority: \(notice.isAlarm ? 4 : 3)",
        "Tags: \(notice.isAlarm ? "warning" : "chart_with_downwards_trend")",
      ]
    }, body: { Array($0.text.utf8) })

  private static let dingtalk = NotifyService(
    name: "dingtalk", knows: { $0.host == "oapi.dingtalk.com" || $0.host == "api.dingtalk.com" },
    limit: 6_000,
    body: { notice in
      encoded { json in
        json.field("msgtype", "text")
        json.object("text") { $0.field("content", both(notice)) }
        json.object("at") { $0.field("isAtAll", false) }
      }
    }, refusal: { coded($0, ["errcode"], "errmsg") })

  private static let feishu = NotifyService(
    name: "feishu", knows: { $0.host == "open.feishu.cn" || $0.host == "open.larksuite.com" },
    limit: 6_000,
    body: { notice in
      encoded { json in
        json.field("msg_type", "text")
        // A run's name must not notify everyone, as `<at …>` would.
        json.object("content") { $0.field("text", escaped(both(notice), ["<": "‹"])) }
      }
    }, refusal: { coded($0, ["code", "StatusCode"], "msg") })

  private static let wecom = NotifyService(
    name: "wecom", knows: { $0.host == "qyapi.weixin.qq.com" }, limit: 1_900,
    body: { notice in
      encoded { json in
        json.field("msgtype", "text")
        json.object("text") { $0.field("content", both(notice)) }
      }
    }, refusal: { coded($0, ["errcode"], "errmsg") })

  /// Any other address gets the record, as `--webhook` sends it.
  static let json = NotifyService(
    name: "json", knows: { _ in true }, limit: .max, joins: false, body: { $0.record })

  // MARK: Parts

  private static func both(_ notice: Notice) -> String { "\(notice.title)\n\(notice.text)" }

  private static func encoded(_ fields: (inout JSONWriter) -> Void) -> [UInt8] {
    var json = JSONWriter()
    json.object(fields)
    return json.buffer.bytes
  }

  private static func escaped(_ text: String, _ signs: [Unicode.Scalar: String]) -> String {
    text.unicodeScalars.map { signs[$0] ?? String($0) }.joined()
  }

  private static func parsed(_ body: [UInt8]) -> JSONValue? { try? JSONReader.read(body[...]) }

  private static func orNothing(_ body: [UInt8]) -> String {
    body.isEmpty ? "an empty answer" : excerpt(body)
  }

  /// Why an answer is a refusal: it contains a number other than 0 under one of these keys.
  private static func coded(_ body: [UInt8], _ keys: [String], _ words: String) -> String? {
    guard let answer = parsed(body) else { return orNothing(body) }
    guard let code = keys.lazy.compactMap({ answer[$0]?.integer }).first else {
      return orNothing(body)
    }
    if code == 0 { return nil }
    return "code \(code)" + (answer[words]?.text.map { ": \(excerpt(Array($0.utf8)))" } ?? "")
  }

  /// An adaptive card.
  private static func card(_ notice: Notice) -> [UInt8] {
    encoded { json in
      json.field("type", "message")
      json.array("attachments") { json in
        json.object { json in
          json.field("contentType", "application/vnd.microsoft.card.adaptive")
          json.object("content") { json in
            json.field("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
            json.field("type", "AdaptiveCard")
            json.field("version", "1.4")
            json.array("body") { json in
              block(&json, notice.title, weight: "Bolder")
              block(&json, notice.text, weight: "Default")
            }
          }
        }
      }
    }
  }

  private static func block(_ json: inout JSONWriter, _ text: String, weight: String) {
    json.object { json in
      json.field("type", "TextBlock")
      json.field("text", text)
      json.field("weight", weight)
      json.field("wrap", true)
    }
  }
}
