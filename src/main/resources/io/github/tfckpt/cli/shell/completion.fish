# fish completion for tfckpt. To install it:
#   tfckpt completion fish > ~/.config/fish/completions/tfckpt.fish

# The arguments so far that are no options: the command, the checkpoint, and what follows.
function __tfckpt_arguments
  set -l words (commandline -opc)
  set -l skip
  for word in $words[2..-1]
    if set -q skip[1]
      set -e skip
    else if contains -- $word @VALUED@
      set skip 1
    else if not string match -q -- '-*' $word
      echo $word
    end
  end
end

# True if the command is one of the names before --, and so many arguments follow it.
function __tfckpt_at
  set -l arguments (__tfckpt_arguments)
  set -l names
  for name in $argv
    if test $name = --
      set -l count (math (count $arguments) - 1)
      contains -- "$arguments[1]" $names
      and test $count -ge $argv[-2] -a $count -le $argv[-1]
      return
    end
    set -a names $name
  end
  contains -- "$arguments[1]" $names
end

# The names in the checkpoint that is on the line already: keys, and full names.
function __tfckpt_tensors
  set -l program (commandline -opc)[1]
  set -l arguments (__tfckpt_arguments)
  set -q arguments[2]
  or return
  for names in key full
    eval (string escape -- (string replace -r '^~/' $HOME/ -- $program)) list -1 \
      --names $names -- \
      (string escape -- (string replace -r '^~/' $HOME/ -- $arguments[2])) 2>/dev/null </dev/null
  end
end

# Files, but of a checkpoint in several files its prefix, unless more of a name is typed.
function __tfckpt_checkpoints
  set -l typed (commandline -ct | string unescape)
  for file in (complete -C "'' "(commandline -ct))
    set -l words (string split \t -- $file)
    set -l prefix (string replace -r '\.(index|meta|data-\d{5}-of-\d{5})$' '' -- $words[1])
    if string match -q -- "$typed*" $prefix; and test -e (string replace -r '^~/' $HOME/ -- $prefix).index
      echo $prefix
    else
      echo $words[1]
    end
  end | sort -u
end

complete -c tfckpt -f
@COMPLETIONS@
