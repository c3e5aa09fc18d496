#!/bin/sh
# `npm start`: installs and builds what is missing and runs the server; does both again when the server was told to
# restart (`bothy restart`), as one process in the foreground all the while. A signal ends it at any moment, and with it
# the runner and its runs, unless the server was told to leave them. `--built`: run what is built as it is.
built=$1
cd "$(dirname "$0")/.." || exit 1

if ! version=$(node -v 2>/dev/null); then
  echo 'Bothy needs Node 20.19 or newer, and there is no node on the PATH. Install it from https://nodejs.org.' >&2
  exit 1
fi
plain=${version#v}
major=${plain%%.*}
rest=${plain#*.}
minor=${rest%%.*}
if [ "$major" -lt 20 ] || { [ "$major" -eq 20 ] && [ "$minor" -lt 19 ]; }; then
  echo "Bothy needs Node 20.19 or newer; this is Node $plain. Install a newer one and run npm start again." >&2
  exit 1
fi

# The server's exit code when it is to be started again.
restart=75
told='' child='' code=0
# In it the server names the pid file of a runner that must not outlive it. While no server is there, that is ours to see to.
# It has no name as soon as it is there: a bot may write to the temporary folder, and must not be able to write this.
mkdir -p .stamps 2>/dev/null
named=$(mktemp .stamps/note.XXXXXX 2>/dev/null || mktemp) || exit 1
exec 9<>"$named"
rm -f "$named"
note=/proc/$$/fd/9
pass_on() {
  told=$1
  [ -z "$child" ] || kill -s "$told" "$child" 2>/dev/null
}
for signal in INT TERM HUP QUIT; do
  # shellcheck disable=SC2064
  trap "pass_on $signal" "$signal"
done

# In the background, because a shell that waits for a child in the foreground does not act on a signal.
run() {
  "$@" 9>&- &
  child=$!
  [ -z "$told" ] || kill -s "$told" "$child" 2>/dev/null
  while :; do
    wait "$child"
    code=$?
    # A signal cuts the waiting short, and says nothing of the child.
    kill -0 "$child" 2>/dev/null || break
  done
  child=''
}

end_runner() {
  read -r pid_file <"$note" || return
  read -r runner <"$pid_file" || return
  kill -s TERM "$runner" || return
  tries=0
  while [ "$tries" -lt 80 ] && kill -0 "$runner"; do
    tries=$((tries + 1))
    sleep 0.1
  done
} 2>/dev/null

while :; do
  if [ "$built" != --built ]; then
    run node ops/prepare.mjs
    if [ "$code" -ne 0 ] && [ -z "$told" ]; then
      [ ! -s "$note" ] || echo 'bothy: no server is up; runs go on. Mend the build and run npm start again.' >&2
      exit "$code"
    fi
  fi
  [ -n "$told" ] || run node apps/api/dist/main.js "--note=$note"
  [ -z "$told" ] && [ "$code" -eq "$restart" ] || break
done
[ -z "$told" ] || end_runner
exit "$code"
