/// A shell that completions can be written for.
public enum Shell: String, Sendable, CaseIterable {
  case bash, zsh, fish
}

extension Program {
  /// The script that makes `shell` complete this program's command lines.
  ///
  /// All scripts work alike: they call `program __complete` with the words of the line and show its
  /// answer, so that the suggestions never differ from what the parser accepts.
  public func completionScript(for shell: Shell) -> String {
    let script =
      switch shell {
      case .bash: bashScript
      case .zsh: zshScript
      case .fish: fishScript
      }
    let function = String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
    return script.replacing("@FUNCTION@", with: function).replacing("@NAME@", with: name)
  }
}

extension String {
  /// The text with all occurrences of `placeholder` replaced.
  fileprivate func replacing(_ placeholder: String, with text: String) -> String {
    var result = ""
    var rest = self[...]
    while let first = rest.unicodeScalars.first {
      if rest.hasPrefix(placeholder) {
        result += text
        rest = rest.dropFirst(placeholder.count)
      } else {
        result.unicodeScalars.append(first)
        rest = Substring(rest.unicodeScalars.dropFirst())
      }
    }
    return result
  }
}

/// Bash splits words at `=` and `:`, too, so the words are joined again from the line.
///
/// It replaces
/// only the last piece, so the part before that is cut off from each candidate.
private let bashScript = #"""
  # bash completion for @NAME@
  _@FUNCTION@() {
    local rest=${COMP_LINE:0:COMP_POINT} before word piece kept candidate i n=-1
    local -a words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
      before=$rest
      rest=${rest#"${rest%%[![:space:]]*}"}
      word=${COMP_WORDS[i]}
      if ((i == COMP_CWORD)); then word=$rest; fi
      if ((i == 0)) || [[ $rest != "$before" ]]; then
        n=$((n + 1))
        words[n]=$word
      else
        words[n]=${words[n]}$word
      fi
      rest=${rest#"$word"}
    done
    piece=${COMP_WORDS[COMP_CWORD]}
    case $piece in '=' | ':') piece= ;; esac
    kept=${words[n]%"$piece"}
    COMPREPLY=()
    while IFS=$'\t' read -r candidate _; do
      case $candidate in
        :files | :directories)
          compopt -o filenames 2>/dev/null
          i=-f
          if [[ $candidate == :directories ]]; then i=-d; fi
          while read -r candidate; do COMPREPLY+=("$candidate"); done < <(compgen "$i" -- "$piece")
          ;;
        *)
          candidate=${candidate#"$kept"}
          case $candidate in *[!A-Za-z0-9_./:=@%+,-]*) printf -v candidate %q "$candidate" ;; esac
          COMPREPLY+=("$candidate")
          ;;
      esac
    done < <("$1" __complete "${words[@]:1}" 2>/dev/null)
  }
  complete -F _@FUNCTION@ @NAME@

  """#

private let zshScript = #"""
  #compdef @NAME@
  # zsh completion for @NAME@
  _@FUNCTION@() {
    local line value
    local -a answer candidates
    answer=("${(@f)$("${words[1]}" __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    for line in "${answer[@]}"; do
      case $line in
        '') ;;
        :files) compset -P '--*='; _files ;;
        :directories) compset -P '--*='; _files -/ ;;
        *)
          value=${line%%$'\t'*}
          candidates+=("${value//:/\\:}:${line#*$'\t'}")
          ;;
      esac
    done
    if ((${#candidates})); then _describe '@NAME@' candidates; fi
  }
  if [[ ${funcstack[1]} == _@FUNCTION@ ]]; then _@FUNCTION@ "$@"; else compdef _@FUNCTION@ @NAME@; fi

  """#

private let fishScript = #"""
  # fish completion for @NAME@
  function __@FUNCTION@_complete
      set -l words (commandline -opc) (commandline -ct)
      set -l value (string replace -r -- '^--[^=]*=' '' $words[-1])
      set -l before (string match -r -- '^--[^=]*=' $words[-1])
      for line in (command $words[1] __complete $words[2..-1] 2>/dev/null)
          switch $line
              case ':files'
                  for path in (__fish_complete_path $value)
                      printf '%s%s\n' "$before" $path
                  end
              case ':directories'
                  for path in (__fish_complete_directories $value)
                      printf '%s%s\n' "$before" $path
                  end
              case '*'
                  printf '%s\n' $line
          end
      end
  end
  complete -c @NAME@ -f -a '(__@FUNCTION@_complete)'

  """#
