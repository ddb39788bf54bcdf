extension ValueType where Value == Pattern {
  /// A glob, or a regular expression between slashes.
  public static var pattern: ValueType<Pattern> {
    ValueType { (text, name) throws(UsageError) in
      do throws(PatternError) {
        return try Pattern(text)
      } catch {
        throw error.usageError(for: name)
      }
    }
  }
}

extension ValueType where Value == RegularExpression {
  /// A regular expression, with or without slashes around it.
  public static var regularExpression: ValueType<RegularExpression> {
    ValueType { (text, name) throws(UsageError) in
      do throws(PatternError) {
        guard let body = Pattern.regularExpression(in: text) else {
          return try RegularExpression(text)
        }
        return try RegularExpression(
          written: text, body: body.text, offset: 1, ignoringCase: body.ignoresCase)
      } catch {
        throw error.usageError(for: name)
      }
    }
  }
}
