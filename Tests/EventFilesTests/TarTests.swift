import EventFiles
import TestSupport
import Testing

private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite("The files of a tar archive are read without unpacking it")
struct TarTests {
  private func unpacked(isGNU: Bool = false, _ fill: (inout TarWriter) -> Void) throws -> Unpacked {
    var tar = TarWriter(isGNU: isGNU)
    fill(&tar)
    tar.end()
    let whole = try #require(Unpacked(tar.bytes))
    // The result is the same in whichever pieces it arrives.
    let packed = try #require(Unpacked(compressed(tar.bytes, .gzip)))
    #expect(packed.files == whole.files && packed.problems == whole.problems)
    let folder = TemporaryFolder()
    for (count, memory) in [(1_000, 0), (1_000, 1 << 26), (1 << 17, 0), (1 << 17, 1 << 26)] {
      let room = StreamRoom(memory: memory, folders: [text(folder.path)])
      let stream = Unpacked(streamed: tar.bytes, by: count, room: room)
      #expect(stream.files == whole.files && stream.problems == whole.problems)
    }
    return whole
  }

  @Test("Files and directories have their names; a leading ./ says nothing")
  func names() throws {
    let all = try unpacked {
      $0.add("./runs/", type: "5")
      $0.add("./runs/a", text("first"))
      $0.add("b", text("second"))
    }
    #expect(all.files == ["runs/a": text("first"), "b": text("second")])
    #expect(!all.isTold)
  }

  @Test("Long names are read: the prefix of ustar, GNU's notes, pax records")
  func longNames() throws {
    let long = String(repeating: "long/", count: 40) + "file"
    let all = try unpacked {
      $0.add("name", text("u")) { $0.replaceSubrange(345..<351, with: text("prefix")) }
      $0.add("././@LongLink", text(long) + [0], type: "L")
      $0.add("long", text("g"))
      $0.pax([("path", "pax/" + long), ("mtime", "1790000000.25")])
      $0.add("short", text("p"))
      $0.add("after", text("a"))
    }
    #expect(
      all.files == [
        "prefix/name": text("u"), long: text("g"), "pax/" + long: text("p"), "after": text("a"),
      ])
    #expect(!all.isTold)
  }

  @Test("The prefix of ustar is 155 bytes at most, whatever stands behind them")
  func longestPrefix() throws {
    let prefix = String(repeating: "p", count: 155)
    let all = try unpacked {
      $0.add("name", text("1")) { $0.replaceSubrange(345..<501, with: text(prefix + "x")) }
    }
    #expect(all.files == [prefix + "/name": text("1")])
  }

  @Test("Times of pax records have their sign, and parts of a second")
  func times() throws {
    let times: [(String, Int64)] = [
      ("1790000000.25", 1_790_000_000_250_000_000), ("7", 7_000_000_000), ("-1.5", -1_500_000_000),
      ("0.0000000019", 1),
    ]
    for (written, expected) in times {
      var tar = TarWriter()
      tar.pax([("mtime", written)])
      tar.add("file")
      tar.end()
      let archive = try #require(
        Archive(contents: tar.bytes, path: text("a.tar"), isWanted: { _ in true }))
      #expect(archive.status(text("file")[...])?.modified == expected, "\(written)")
    }
  }

  @Test("A path is resolved through all of its links, the last one included")
  func resolvedPaths() throws {
    var tar = TarWriter()
    tar.add("runs/a/file")
    tar.add("latest", type: "2", link: "runs/a")
    tar.add("all", type: "2", link: "runs")
    tar.end()
    let archive = try #require(
      Archive(contents: tar.bytes, path: text("a.tar"), isWanted: { _ in true }))
    for path in ["runs/a", "latest", "all/a", "latest/../a", "./latest/"] {
      #expect(archive.resolved(text(path)[...]) == text("runs/a"), "\(path)")
    }
    #expect(archive.resolved(text("none")[...]) == nil)
    #expect(archive.status(text("latest")[...], followsLinks: false)?.kind == .link)
    #expect(archive.status(text("latest")[...])?.kind == .directory)
  }

  @Test("No name leads out of the archive, and nothing that a link names does")
  func escapes() throws {
    let all = try unpacked {
      $0.add("/etc/passwd", text("1"))
      $0.add("../../up", text("2"))
      $0.add("a/../../b", text("3"))
      $0.add("link", type: "2", link: "../../etc/passwd")
      $0.add("absolute", type: "2", link: "/etc/passwd")
      $0.add("c/good", type: "2", link: "../b")
      $0.add("loop", type: "2", link: "loop")
      $0.add("c/up", type: "2", link: "..")
    }
    #expect(
      all.files == [
        "etc/passwd": text("1"), "up": text("2"), "b": text("3"), "c/good": text("3"),
      ])
  }

  @Test("Hard links are second names, devices are nothing, of one name the last member counts")
  func kinds() throws {
    let all = try unpacked {
      $0.add("a", text("old"))
      $0.add("hard", type: "1", link: "a")
      $0.add("a", text("new"))
      $0.add("pipe", type: "6")
      $0.add("lost", type: "1", link: "nowhere")
      $0.add("v7/", type: "\0")
      $0.add("v7/file", text("v"), type: "\0")
    }
    #expect(
      all.files == ["a": text("new"), "hard": text("old"), "v7/file": text("v")])
    #expect(all.problems == [.member(text("lost"), .linkToNothing(text("nowhere")))])
  }

  @Test("Sizes are read as octal digits, as GNU's 256-based numbers and from pax records")
  func sizes() throws {
    let all = try unpacked {
      $0.add("base", text("12345")) {
        $0.replaceSubrange(124..<136, with: [0x80] + [UInt8](repeating: 0, count: 10) + [5])
      }
      $0.pax([("size", "3")])
      $0.add("pax", text("abc"), size: 0)
      $0.add("blanks", text("xy")) { $0.replaceSubrange(124..<136, with: text("         2 \0")) }
    }
    #expect(all.files == ["base": text("12345"), "pax": text("abc"), "blanks": text("xy")])
    #expect(!all.isTold)
  }

  @Test("Sizes that are no numbers, or more than there are, end nothing but their own members")
  func claims() throws {
    var tar = TarWriter()
    tar.add("good", text("1"))
    let ones = [UInt8](repeating: 255, count: 11)
    tar.add("huge") { $0.replaceSubrange(124..<136, with: [0xBF] + ones) }
    tar.add("negative") { $0.replaceSubrange(124..<136, with: [255] + ones) }
    tar.add("letters") { $0.replaceSubrange(124..<127, with: text("abc")) }
    tar.add("also", text("2"))
    tar.add("claims", size: 1 << 32)
    tar.end()
    let all = try #require(Unpacked(tar.bytes))
    #expect(all.files["good"] == text("1") && all.files["also"] == text("2"))
    #expect(all.files["claims"]?.count == 1_024)
    #expect(
      all.problems == [
        .damagedHeader(at: 1_024, resumedAt: 2_560), .cutShort(at: Int64(tar.bytes.count)),
      ])
  }

  @Test("A damaged header is told, and reading goes on at the next good one")
  func damagedHeader() throws {
    var tar = TarWriter()
    tar.add("a", text("1"))
    tar.add("b", [UInt8](repeating: 7, count: 3_000))
    tar.add("c", text("3"))
    tar.end()
    tar.bytes[tar.offsets[1] + 3] ^= 1
    let all = try #require(Unpacked(tar.bytes))
    #expect(all.files == ["a": text("1"), "c": text("3")])
    #expect(
      all.problems == [
        .damagedHeader(at: Int64(tar.offsets[1]), resumedAt: Int64(tar.offsets[2]))
      ])
    let stream = Unpacked(streamed: tar.bytes, by: 100)
    #expect(stream.files == all.files && stream.problems == all.problems)
  }

  @Test("An archive that was cut says where, and keeps what there is")
  func cut() throws {
    var tar = TarWriter()
    tar.add("a", text("whole"))
    tar.add("b", [UInt8](repeating: 7, count: 3_000))
    tar.end()
    let end = tar.offsets[1] + 512
    let within = try #require(Unpacked(Array(tar.bytes[..<(end + 1_000)])))
    #expect(within.files["a"] == text("whole") && within.files["b"]?.count == 1_000)
    #expect(within.problems == [.cutShort(at: Int64(end + 1_000))])
    let between = try #require(Unpacked(Array(tar.bytes[..<tar.offsets[1]])))
    #expect(between.problems == [.noEnd(at: Int64(tar.offsets[1]))])
    let stream = Unpacked(streamed: Array(tar.bytes[..<(end + 1_000)]), by: 100)
    #expect(stream.files == within.files && stream.problems == within.problems)
  }

  @Test(
    "Two archives one behind the other are read as one; what is no header behind the end is not")
  func behindTheEnd() throws {
    var tar = TarWriter()
    tar.add("a", text("1"))
    tar.end()
    tar.add("b", text("2"))
    tar.end()
    tar.raw([UInt8](repeating: 9, count: 2_000))
    let all = try #require(Unpacked(tar.bytes))
    #expect(all.files == ["a": text("1"), "b": text("2")])
    #expect(!all.isTold)
  }

  @Test("Sparse files have zeros where nothing was written, in each of GNU's four formats")
  func sparse() throws {
    let whole = text("head") + [UInt8](repeating: 0, count: 1_996) + text("tail")
    let named = [("GNU.sparse.name", "s"), ("GNU.sparse.size", "2004")]
    func number(_ value: Int) -> [UInt8] {
      let digits = String(value, radix: 8)
      return text(String(repeating: "0", count: 11 - digits.count) + digits) + [0]
    }
    let old = try unpacked(isGNU: true) {
      $0.add("s", text("headtail"), type: "S") {
        let entries = number(0) + number(4) + number(2_000) + number(4)
        $0.replaceSubrange(386..<386 + entries.count, with: entries)
        $0.replaceSubrange(483..<495, with: number(2_004))
      }
      $0.add("after", text("1"))
    }
    let continued = try unpacked(isGNU: true) {
      var block = number(2_000) + number(4)
      block += [UInt8](repeating: 0, count: 512 - block.count)
      $0.add("s", block + text("headtail"), type: "S", size: 8) {
        let entries = number(0) + number(4)
        $0.replaceSubrange(386..<386 + entries.count, with: entries)
        $0[482] = 1
        $0.replaceSubrange(483..<495, with: number(2_004))
      }
      $0.add("after", text("1"))
    }
    let one = try unpacked {
      let pieces = [
        ("GNU.sparse.offset", "0"), ("GNU.sparse.numbytes", "4"), ("GNU.sparse.offset", "2000"),
        ("GNU.sparse.numbytes", "4"),
      ]
      $0.pax(named + pieces)
      $0.add("GNUSparseFile.0/s", text("headtail"))
      $0.add("after", text("1"))
    }
    let two = try unpacked {
      $0.pax(named + [("GNU.sparse.map", "0,4,2000,4")])
      $0.add("GNUSparseFile.0/s", text("headtail"))
      $0.add("after", text("1"))
    }
    let three = try unpacked {
      let version = [("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0")]
      $0.pax(version + [("GNU.sparse.name", "s"), ("GNU.sparse.realsize", "2004")])
      var map = text("2\n0\n4\n2000\n4\n")
      map += [UInt8](repeating: 0, count: 512 - map.count)
      $0.add("GNUSparseFile.0/s", map + text("headtail"))
      $0.add("after", text("1"))
    }
    for all in [old, continued, one, two, three] {
      #expect(all.files == ["s": whole, "after": text("1")])
      #expect(!all.isTold)
    }
  }

  @Test("Maps of sparse files that contradict themselves are told")
  func brokenSparse() throws {
    for map in ["0,4,2,4", "0,400", "0", "x", "5,1", "0,4,1000000000000000000,4"] {
      let all = try unpacked {
        $0.pax([("GNU.sparse.name", "s"), ("GNU.sparse.size", "4"), ("GNU.sparse.map", map)])
        $0.add("GNUSparseFile.0/s", text("head"))
        $0.add("after", text("1"))
      }
      #expect(all.files == ["after": text("1")], "\(map)")
      #expect(all.problems == [.member(text("s"), .contradiction)], "\(map)")
    }
  }

  @Test("A sparse file of 65,536 pieces is read, and one of more is told")
  func mostPieces() throws {
    for (count, isRead) in [(1 << 16, true), (1 << 16 + 1, false)] {
      var tar = TarWriter()
      let map = String(repeating: "0,0,", count: count).dropLast()
      tar.pax([("GNU.sparse.name", "s"), ("GNU.sparse.size", "4"), ("GNU.sparse.map", "\(map)")])
      tar.add("GNUSparseFile.0/s")
      tar.end()
      let all = try #require(Unpacked(tar.bytes))
      #expect(all.files == (isRead ? ["s": [0, 0, 0, 0]] : [:]))
      #expect(all.problems == (isRead ? [] : [.member(text("s"), .contradiction)]))
    }
  }

  @Test("GNU's old blocks of pieces are read up to about as many")
  func mostBlocksOfPieces() throws {
    let piece = text("00000000000 00000000000 ")
    for (count, isRead) in [(3_121, true), (3_122, false)] {
      var blocks: [UInt8] = []
      for number in 1...count {
        blocks += Array([[UInt8]](repeating: piece, count: 21).joined())
        blocks += [number < count ? 1 : 0] + [UInt8](repeating: 0, count: 7)
      }
      var tar = TarWriter(isGNU: true)
      tar.add("s", blocks, type: "S", size: 0) {
        $0.replaceSubrange(386..<482, with: [[UInt8]](repeating: piece, count: 4).joined())
        $0[482] = 1
        $0.replaceSubrange(483..<495, with: text("00000000004 "))
      }
      tar.end()
      let all = try #require(Unpacked(tar.bytes))
      #expect(all.files == (isRead ? ["s": [0, 0, 0, 0]] : [:]))
      #expect(all.problems.contains(.member(text("s"), .contradiction)) == !isRead)
    }
  }

  @Test("Bytes that are no archive are none, whatever a stream of them is called")
  func noArchive() throws {
    #expect(Unpacked(text("only text"), at: "a.txt") == nil)
    #expect(try #require(Unpacked(text("only text"))).problems == [.cutShort(at: 9)])
    let noise = [UInt8](repeating: 5, count: 5_000)
    #expect(try #require(Unpacked(noise)).problems == [.notAnArchive("a tar archive")])
    #expect(Unpacked(streamed: [], by: 10).problems == [.notAnArchive("a tar archive")])
  }

  @Test("Any part of a large compressed archive can be read, in any order")
  func randomAccess() throws {
    var random = SeededRandom(seed: 5)
    var tar = TarWriter()
    var files: [String: [UInt8]] = [:]
    for number in 0..<60 {
      let count = Int.random(in: 0...200_000, using: &random)
      let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* ($0 >> 7) &+ number) }
      files["f\(number)"] = content
      tar.add("f\(number)", content)
    }
    tar.end()
    let packed = compressed(tar.bytes, .gzip)
    let archive = try #require(
      Archive(contents: packed, path: text("a.tgz"), isWanted: { _ in false }))
    for number in (0..<60).shuffled(using: &random) {
      let location = try #require(archive.location(text("f\(number)")[...]))
      let bytes = try location.contents(limit: 1 << 20)
      #expect(bytes == files["f\(number)"], "f\(number)")
    }
  }
}
