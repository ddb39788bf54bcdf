extension ValueType where Value == Pattern {
  /// A glob, or a regular expression between slashes.
  public static var pattern: ValueType<Pattern> {
    ValueType { (text, name) throws(UsageError) in
      do throws(PatternError) { return try Pattern(text) } catch { throw UsageError(name) }
    }
  }
}

extension ValueType where Value == RegularExpression {
  /// A regular expression, with or without slashes around it.
  public static var regularExpression: ValueType<RegularExpression> {
    ValueType { (text, name) throws(UsageError) in
      do throws(PatternError) { return try RegularExpression(text) } catch {
        throw UsageError(name)
      }
    }
  }
}
