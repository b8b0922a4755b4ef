-- id: status-read-elsewhere   severity: ticket   warn_if: > 0   error_if: > 0   grace: 0 s
-- owner: publishing   runbook: docs/operations/checks/status-read-elsewhere.md
-- repair: none   incident: 3
--
-- Whoever may read the status or the log beside the views that are published for it will; and who may write it, can lie. Rights
-- that a role has by another one, by PUBLIC or by pg_read_all_data are its own here. Superusers may everything: none serves.
-- Where pg_stat_statements may be read, who did so is found too, though the right was taken away again.
WITH stranger AS (
  SELECT oid, rolname FROM pg_roles
  WHERE NOT rolsuper AND rolname NOT LIKE 'pg\_%' AND rolname NOT IN ('status_projector', 'status_projector_owner')
)
SELECT CAST(NULL AS uuid) AS publication_id, CAST(NULL AS uuid) AS site_id,
       format('role %s may %s %s', r.rolname, string_agg(p.privilege, ', ' ORDER BY p.privilege), c.relname) AS what,
       CAST(NULL AS timestamptz) AS since
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'status_projector'
CROSS JOIN stranger r
CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE')) AS p (privilege)
WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f')
  AND CASE WHEN p.privilege IN ('SELECT', 'INSERT', 'UPDATE') THEN has_any_column_privilege(r.oid, c.oid, p.privilege)
           ELSE has_table_privilege(r.oid, c.oid, p.privilege) END
  AND NOT EXISTS (
    SELECT FROM (VALUES
      ('publish_api', 'publication_status_v1', 'SELECT'),
      ('publish_api', 'publication_timeline_v1', 'SELECT'),
      ('publish_api', 'publication_timeline_v2', 'SELECT'),
      ('wordpress_publisher', 'publication_posts_v1', 'SELECT'),
      ('outbox_relay', 'outbox', 'SELECT'),
      ('outbox_relay_owner', 'outbox', 'SELECT'),
      ('outbox_relay_owner', 'outbox_default', 'SELECT'),
      ('outbox_relay_owner', 'outbox_default', 'DELETE')
    ) AS allowed (role, relation, privilege)
    WHERE allowed.role = r.rolname AND allowed.relation = c.relname AND allowed.privilege = p.privilege)
GROUP BY r.rolname, c.relname
UNION ALL
SELECT NULL, NULL, format('role %s ran statements that name %s, %s so far', r.rolname, s.relation, s.calls), NULL
FROM statements_naming_status() s
JOIN stranger r ON r.oid = s.role_id
