#!/bin/sh
# Asks for a story to be published and shows how it stands: the least that an upstream service needs.
#
#   COLOPHON_URL=http://127.0.0.1:8080 COLOPHON_KEY=clp_... publish.sh KEY FILE
#
# FILE is the body of POST /v1/publications. KEY is your own name for this one intent: the same for every repetition of it, so
# that curl may repeat what was not answered, and a 429 or 5xx after the time that the answer names.
set -eu

curl --silent --show-error --fail-with-body --retry 10 --retry-all-errors --max-time 15 \
  --header "Authorization: Bearer $COLOPHON_KEY" --header 'Content-Type: application/json' \
  --header "Idempotency-Key: $1" --data-binary "@$2" --dump-header "$2.headers" \
  "$COLOPHON_URL/v1/publications" > "$2.answer"

location=$(sed -n 's/^[Ll]ocation: *\([^[:space:]]*\).*/\1/p' "$2.headers")
curl --silent --show-error --fail-with-body --retry 10 --max-time 15 \
  --header "Authorization: Bearer $COLOPHON_KEY" "$COLOPHON_URL$location"
