# Prints what zsh proposes at the end of a line, one proposal a line.
#
#   zsh -f zsh-completions.zsh SCRIPT LINE
#
# An interactive zsh in a pseudo-terminal loads SCRIPT, and Tab is pressed after LINE. There, compadd prints
# the matches that it would show.

zmodload zsh/zpty
zpty pty zsh -f -i

read -r -d '' setup <<'SETUP'
PROMPT=
compadd() {
  # With -O, -A or -D it only filters.
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
  local -a matches
  builtin compadd -A matches "$@"
  (( $#matches )) && print -rl -- "match "$^matches
}
begin() { print -r -- 'BEGIN' }
finish() { print -r -- 'FINISH'; exit }
compprefuncs=(begin)
comppostfuncs=(finish)
bindkey '^I' complete-word
zstyle ':completion:*' insert-tab false
print LOADED
SETUP

file=${TMPPREFIX:-/tmp/zsh}-setup-$$
print -r -- "autoload -Uz compinit && compinit -u -D; source ${(q)1}; $setup" > $file
zpty -w pty "source $file"
zpty -r pty loaded '*LOADED*'
zpty -n -w pty "$2"$'\t'
zpty -r pty printed '*FINISH*'
rm -f $file
for line in ${(f)printed##*BEGIN}; do
  line=${line%$'\r'}
  [[ $line == 'match '* ]] && print -r -- ${line#match }
done
zpty -d pty
