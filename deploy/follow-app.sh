#!/bin/sh
# Runs nginx, and has it look `app` up again when its addresses change: after an update, or with another
# `--scale app=N`. By itself nginx looks names up once, at its start. A reload breaks no connection.
addresses() {
  { getent ahosts app || nslookup app; } 2>/dev/null | grep -oE '([0-9]+\.){3}[0-9]+' | sort -u
}

follow() {
  known=$(addresses)
  while sleep 2; do
    now=$(addresses)
    if [ -n "$now" ] && [ "$now" != "$known" ] && nginx -e stderr -s reload; then
      known=$now
    fi
  done
}

follow &
exec nginx -e stderr -g 'daemon off;'
