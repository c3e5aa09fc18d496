#!/bin/sh
# `npm start`: install and build what is missing, then become the server, so that signals reach it.
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

# In the background, because a shell that waits for a child in the foreground does not act on a signal.
node ops/prepare.mjs &
preparing=$!
trap 'kill -TERM "$preparing" 2>/dev/null; wait "$preparing"; exit 130' INT
trap 'kill -TERM "$preparing" 2>/dev/null; wait "$preparing"; exit 143' TERM HUP
wait "$preparing" || exit $?
trap - INT TERM HUP

exec node apps/api/dist/main.js
