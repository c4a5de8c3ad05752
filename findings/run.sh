#!/bin/sh
# Runs every finding; a line for each, and 1 at the end where one has changed.
cd "$(dirname "$0")" || exit 1
changed=0
for finding in *.sh; do
  [ "$finding" = run.sh ] && continue
  if sh "$finding" >/dev/null 2>&1; then echo "as written  $finding"; else echo "CHANGED     $finding"; changed=1; fi
done
exit $changed
