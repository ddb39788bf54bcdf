/// Why a database cannot be used: what SQLite reported, or what keeps it from being asked.
package struct SQLiteError: Error {
  /// The reason, for people.
  package var message: String

  /// Creates an error from its reason.
  package init(message: String) { self.message = message }
}
