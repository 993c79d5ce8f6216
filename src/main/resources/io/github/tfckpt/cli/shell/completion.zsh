#compdef tfckpt
# zsh completion for tfckpt. To load it, after compinit: source <(tfckpt completion zsh)

# The names in the checkpoint that is on the line already: keys, and full names.
_tfckpt_tensors() {
  local -a names
  local checkpoint=${${(Q)line[1]}/#\~\//$HOME/} which
  for which in key full; do
    names+=(${(f)"$($program list -1 --names $which -- $checkpoint 2>/dev/null </dev/null)"})
  done
  names=(${(u)names})
  # Names that begin with the word, else those that have it somewhere.
  compadd -a names || compadd -M 'l:|=* r:|=*' -a names
}

# Files, but of a checkpoint in several files its prefix, unless more of a name is typed.
_tfckpt_checkpoints() {
  local typed=${${(Q)PREFIX}/#\~\//$HOME/}
  local -a prefixes
  prefixes=($typed*.index(N:r))
  if (( $#prefixes )); then
    [[ ${(Q)PREFIX} == \~/* ]] && prefixes=(${prefixes/#$HOME\//\~\/})
    compadd -f -a prefixes
    _files -F '(*.index *.data-*-of-* *.meta)'
  else
    _files
  fi
}

_tfckpt() {
  local curcontext=$curcontext state program=${${(Q)words[1]}/#\~\//$HOME/}
  local -a line commands
  local -A opt_args
  _arguments -C ': :->command' '*:: :->arguments'
  if [[ $state == command ]]; then
    commands=(
@COMMANDS@
    )
    _describe -t commands command commands
    return
  fi
  case $words[1] in
@CASES@
  esac
}

if [[ $funcstack[1] == _tfckpt ]]; then
  _tfckpt "$@"
else
  compdef _tfckpt tfckpt
fi
