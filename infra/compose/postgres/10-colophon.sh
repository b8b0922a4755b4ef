#!/bin/bash
# Run once by the postgres image, on an empty data folder: database, schemas, roles, publication, slot.
set -euo pipefail
{
  # What this session asks is not to be read in pg_stat_activity: passwords are among it.
  echo "SET track_activities = off;"
  for service in publish_api outbox_relay wordpress_publisher status_projector; do
    for role in "$service" "${service}_owner"; do
      printf "SELECT set_config('colophon.password.%s', '%s', false) IS NOT NULL;\n" "$role" "$(cat "/run/secrets/database_$role")"
    done
  done
  cat /colophon/bootstrap.sql
} | psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -o /dev/null
psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -f /colophon/slot.sql -o /dev/null
