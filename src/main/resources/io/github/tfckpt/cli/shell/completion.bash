# bash completion for tfckpt. To load it: source <(tfckpt completion bash)

# Splits a line into the array words, without quotes; the last one is still being typed.
_tfckpt_split() {
  local line=$1 word= char quote= begun= i
  words=()
  for ((i = 0; i < ${#line}; i++)); do
    char=${line:i:1}
    if [[ $quote == "'" && $char != "'" ]]; then
      word+=$char
    elif [[ $char == \\ ]]; then
      ((++i))
      word+=${line:i:1}
      begun=1
    elif [[ $char == "$quote" ]]; then
      quote=
    elif [[ -z $quote && ( $char == "'" || $char == '"' ) ]]; then
      quote=$char
      begun=1
    elif [[ -z $quote && $char == [[:space:]] ]]; then
      [[ -n $begun ]] && words+=("$word")
      word=
      begun=
    else
      word+=$char
      begun=1
    fi
  done
  words+=("$word")
  quoted=$quote
}

# Offers what is read from stdin, a candidate a line, and begins with the word being typed.
_tfckpt_offer() {
  local candidate before=
  # What stands before the last break in the word is not replaced by bash.
  if [[ -z $quoted && $current == *[:=]* && $COMP_WORDBREAKS == *[:=]* ]]; then
    before=${current%"${current##*[:=]}"}
  fi
  while IFS= read -r candidate; do
    if [[ $candidate == "$current"* ]]; then
      candidate=${candidate#"$before"}
      [[ -z $quoted ]] && printf -v candidate %q "$candidate"
      COMPREPLY+=("$candidate")
    fi
  done
}

_tfckpt_words() {
  _tfckpt_offer < <(printf '%s\n' "$@")
}

_tfckpt_files() {
  compopt -o filenames 2>/dev/null
  local IFS=$'\n'
  COMPREPLY=($(compgen -f -- "$current"))
}

# Files, but of a checkpoint in several files its prefix, unless more of a name is typed.
_tfckpt_checkpoints() {
  _tfckpt_files
  local file prefix
  COMPREPLY=($(for file in "${COMPREPLY[@]}"; do
    case $file in
      *.index | *.meta) prefix=${file%.*} ;;
      *.data-?????-of-?????) prefix=${file%.data-*} ;;
      *) prefix=$file ;;
    esac
    if [[ $prefix == "$current"* && -e ${prefix/#\~\//$HOME/}.index ]]; then
      file=$prefix
    fi
    printf '%s\n' "$file"
  done | sort -u))
}

# Offers the names that are read from stdin: those that begin with the word, else those with a part
# that does.
_tfckpt_parts() {
  local -a names
  local name common IFS=$'\n'
  names=($(cat))
  _tfckpt_offer < <(printf '%s\n' "${names[@]}")
  if [[ ${#COMPREPLY[@]} -gt 0 || -z $current ]]; then
    return
  fi
  for name in "${names[@]}"; do
    [[ $name == *"/$current"* ]] || continue
    if [[ ${#COMPREPLY[@]} -eq 0 ]]; then
      common=$name
    fi
    while [[ $name != "$common"* ]]; do
      common=${common%?}
    done
    [[ -z $quoted ]] && printf -v name %q "$name"
    COMPREPLY+=("$name")
  done
  # Bash puts what all have in common in place of the word: it must not lose what was typed.
  if [[ ${#COMPREPLY[@]} -gt 0 && $common != *"$current"* ]]; then
    COMPREPLY+=(' ')
  fi
}

# The names in the checkpoint that is on the line already: keys, and full names.
_tfckpt_tensors() {
  [[ ${#arguments[@]} -eq 0 ]] && return
  local program=${words[0]/#\~\//$HOME/} checkpoint=${arguments[0]/#\~\//$HOME/} names
  _tfckpt_parts < <(for names in key full; do
    "$program" list -1 --names $names -- "$checkpoint" 2>/dev/null </dev/null
  done | sort -u)
}

_tfckpt() {
  local -a words arguments=()
  local quoted current command option valued i
  COMPREPLY=()
  _tfckpt_split "${COMP_LINE:0:COMP_POINT}"
  local last=$((${#words[@]} - 1))
  current=${words[last]}
  command=${words[1]}
  if ((last == 1)); then
    _tfckpt_words @COMMANDS@ --help --version
    return
  fi
  # Options of the command that take the next word.
  case $command in
@VALUED@
  esac
  for ((i = 2; i < last; i++)); do
    option=
    if [[ " $valued " == *" ${words[i]} "* ]]; then
      option=${words[i]}
      ((++i))
    elif [[ ${words[i]} != -?* ]]; then
      arguments+=("${words[i]}")
    fi
  done
  ((i > last)) || option=
  if [[ $current == --*=* ]]; then
    option=${current%%=*}
    current=${current#*=}
  fi
  case $command in
@CASES@
  esac
}
complete -F _tfckpt tfckpt
