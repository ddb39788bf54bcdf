import Testing

@testable import Reports

@Suite("Text on a terminal")
struct FittingTests {
  @Test(
    "Wide letters and emoji take two columns, combining marks none",
    arguments: [
      ("loss", 4), ("損失", 4), ("é", 1), ("e\u{301}", 1), ("👍", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2),
      ("✔", 1), ("✔\u{FE0F}", 2), ("✓ ↘ ━ █", 7), ("한", 2), ("ｱ", 1), ("Ａ", 2), ("\u{200B}", 0),
      ("", 0),
    ])
  func widths(_ text: String, _ expected: Int) {
    #expect(displayWidth(text) == expected)
  }

  @Test("A name is shortened in its middle, folders first")
  func shortening() {
    #expect(shortened("exp002/lr/seed/run_00120", to: 24) == "exp002/lr/seed/run_00120")
    #expect(shortened("exp002/lr/seed/run_00120", to: 18) == "exp002/…/run_00120")
    #expect(shortened("exp002/lr/seed/run_00120", to: 20) == "exp002/…/run_00120")
    #expect(shortened("exp002/lr/seed/run_00120", to: 12) == "exp00…_00120")
    #expect(shortened("exp002/lr/seed/run_00120", to: 20, unicode: false) == "exp002/.../run_00120")
    #expect(shortened("abcdefgh", to: 5) == "ab…gh")
    #expect(shortened("損失損失損失", to: 6) == "損…失")
    #expect(shortened("abc", to: 1) == "…")
    #expect(shortened("abc", to: 0) == "")
    #expect(shortened("a/b/c", to: 4) == "a…/c")
  }

  @Test("No shortened name is wider than asked")
  func shortenedWidths() {
    for width in 0...30 {
      for name in ["exp/損失/run_00120", "a/b/c/d/e/f", "ordinary-name", "e\u{301}e\u{301}e\u{301}"] {
        #expect(displayWidth(shortened(name, to: width)) <= width)
        #expect(displayWidth(shortened(name, to: width, unicode: false)) <= width)
      }
    }
  }

  @Test("Text is broken at blanks; line feeds stay, long words stand alone")
  func wrapping() {
    #expect(wrapped("one two three", to: 7) == ["one two", "three"])
    #expect(wrapped("a verylongword b", to: 5) == ["a", "verylongword", "b"])
    #expect(wrapped("a\n\nb", to: 5) == ["a", "", "b"])
    #expect(wrapped("", to: 5) == [""])
  }

  @Test("Text from a log cannot move the cursor or change colours")
  func controls() {
    #expect(printable("a\u{1B}[31mb\n\u{7F}") == "a␛[31mb␊␡")
    #expect(printable("a\u{202E}b\u{9B}") == "a\u{FFFD}b\u{FFFD}")
    #expect(printable("損\n", unicode: false) == "??")
    #expect(printable("plain") == "plain")
  }

  @Test("Padding counts columns, not characters")
  func padding() {
    #expect(padded("損", to: 4) == "損  ")
    #expect(padded("損", to: 4, right: true) == "  損")
    #expect(padded("abc", to: 2) == "abc")
  }

  @Test("Styles are there only in colour, and never count as width")
  func styles() {
    let text = StyledText("✓ ", .green) + StyledText("converged")
    #expect(text.rendered(for: Terminal()) == "✓ converged")
    #expect(text.rendered(for: Terminal(colour: true)) == "\u{1B}[32m✓ \u{1B}[0mconverged")
    #expect(text.width == 11)
    #expect(text.shortened(to: 8).plain == "✓ co…ged")
  }
}
