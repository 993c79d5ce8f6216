# What zsh would complete: complete.zsh SCRIPT LINE... prints the words for each line, one a line,
# and --next-- after each.
#
# A shell on a terminal of its own loads the script after compinit, is given the line and a tab,
# and says which words it was offered.

if [[ -n $completions ]]; then
  # This is that shell.
  PS1= PS2= PROMPT_EOL_MARK=
  unsetopt prompt_sp prompt_cr beep
  stty -echo
  autoload -U compinit
  compinit -u -D
  source $completions

  # What other functions ask of compadd goes on; what would be offered is printed.
  compadd() {
    local -a found
    local before=
    if (( ! ${@[(I)-[AOD]]} )); then
      builtin compadd -O found "$@"
      (( ${@[(I)-p]} )) && before=${@[${@[(I)-p]}+1]}
      (( $#found )) && print -rl -- "<"$before${^found}">"
    fi
    builtin compadd "$@"
  }

  offer() {
    compstate[insert]= compstate[list]=
    print
    _main_complete
    print -r -- "<>"
  }
  zle -C offer complete-word offer
  bindkey "^I" offer
  print ready
  return
fi

zmodload zsh/zpty
zpty -b shell zsh -f -i
zpty -w shell "completions=${(q)1:A} source ${(q)0:A}"
zpty -r -m shell out '*ready*'
shift
for line; do
  # What the line before left is deleted first.
  zpty -n -w shell $'\C-u'"$line"$'\t'
  zpty -r -m shell out '*<>*'
  print -r -- "$out" | tr -d '\r' | sed -n 's/^<\(..*\)>$/\1/p'
  print -r -- --next--
done
zpty -d shell
