import LogDirectories

extension LogDirectories.RunReport {
  /// What a user should be told of a run's files, a line each.
  func warnings(run: String) -> [String] {
    files.compactMap { file in
      file.failure.map { "warning: \(file.file.path.description): \($0)" }
    }
  }
}

extension Run {
  /// The name of the directory of a member, as TensorBoard names the run that it would see there.
  func directoryName(ofMember member: String) -> String {
    if member.isEmpty { return name }
    return name == "." ? member : name + "/" + member
  }
}
