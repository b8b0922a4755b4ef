-- dev.colophon.publishapi.accept.IntakeGate
SELECT count(*) = 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'outbox_relay' AND c.relname = 'intake_v1'
   AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')

-- dev.colophon.publishapi.accept.IntakeGate
SELECT why, retry_after_seconds FROM outbox_relay.intake_v1 WHERE state = 'shed'

-- dev.colophon.publishapi.accept.Publications
INSERT INTO publication (id, story_id, client_id, site_id, placement, slug, generation, requested_revision,
                         messages, created_at)
VALUES ($1, $2, $3, $4, $5, $6, 1, 0, 0, $7)
ON CONFLICT DO NOTHING

-- dev.colophon.publishapi.accept.Publications
SELECT id, slug, generation, requested_revision FROM publication
 WHERE story_id = $1 AND site_id = $2 AND placement = $3 FOR UPDATE

-- dev.colophon.publishapi.accept.Publications
SELECT p.id, p.slug, p.generation, p.requested_revision, p.story_id, p.client_id, p.site_id, p.placement,
       s.story_key, t.key AS site_key
  FROM publication p JOIN story s ON s.id = p.story_id JOIN site t ON t.id = p.site_id
 WHERE p.id = $1 AND ($2 OR p.client_id = $3) FOR UPDATE OF p

-- dev.colophon.publishapi.accept.Publications
UPDATE publication SET slug = $1 WHERE id = $2

-- dev.colophon.publishapi.accept.Publications
SELECT s.story_key, p.client_id FROM publication p JOIN story s ON s.id = p.story_id
 WHERE p.site_id = $1 AND p.placement = $2 AND p.slug = $3

-- dev.colophon.publishapi.accept.PublishJobs
SELECT newest.action, newest.revision, newest.fingerprint, newest.variant_id,
       newest.author_taken, newest.categories_taken, newest.visibility_taken, wanted.action AS wanted_action,
       wanted.fingerprint AS wanted_fingerprint
  FROM publication p
  JOIN publish_job newest ON newest.publication_id = p.id AND newest.superseded_at IS NULL
  JOIN publish_job wanted ON wanted.publication_id = p.id AND wanted.revision = p.wanted_revision
 WHERE p.id = $1

-- dev.colophon.publishapi.bulk.Bulks
INSERT INTO bulk (id, client_id, key, request, items, created_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (client_id, key) DO NOTHING

-- dev.colophon.publishapi.bulk.Bulks
SELECT id, items, request FROM bulk WHERE client_id = $1 AND key = $2

-- dev.colophon.publishapi.bulk.Bulks
SELECT id, items FROM bulk WHERE id = $1 AND ($2 OR client_id = $3)

-- dev.colophon.publishapi.bulk.Bulks
INSERT INTO bulk_item (bulk_id, position, outcome, publication_id, job_id, problem)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (bulk_id, position) DO NOTHING

-- dev.colophon.publishapi.bulk.Bulks
SELECT position, outcome, publication_id, job_id, problem FROM bulk_item WHERE bulk_id = $1 ORDER BY position

-- dev.colophon.publishapi.bulk.Bulks
DELETE FROM bulk WHERE ctid IN (SELECT ctid FROM bulk WHERE created_at < $1 ORDER BY created_at LIMIT $2)

-- dev.colophon.publishapi.client.ApiKeys
SELECT pg_advisory_xact_lock(hashtextextended('keys of ' || $1, 0)) IS NULL

-- dev.colophon.publishapi.client.ApiKeys
INSERT INTO api_key (id, client_id, sha256, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5)

-- dev.colophon.publishapi.client.ApiKeys
SELECT c.id, c.name, c.role, c.html_policy, k.sha256, k.id AS key_id, k.expires_at, k.last_used_at
  FROM api_key k JOIN client c ON c.id = k.client_id
 WHERE k.sha256 = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)

-- dev.colophon.publishapi.client.ApiKeys
UPDATE api_key SET last_used_at = $1 WHERE id = $2 AND (last_used_at IS NULL OR last_used_at < $1)

-- dev.colophon.publishapi.client.ApiKeys
SELECT id, created_at, expires_at, last_used_at, revoked_at FROM api_key
 WHERE client_id = $1 ORDER BY created_at DESC, id LIMIT
200

-- dev.colophon.publishapi.client.ApiKeys
SELECT count(*) FROM api_key
 WHERE client_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)

-- dev.colophon.publishapi.client.ApiKeys
UPDATE api_key SET expires_at = $1
 WHERE client_id = $2 AND id <> $3 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $1)

-- dev.colophon.publishapi.client.ApiKeys
UPDATE api_key SET revoked_at = $1 WHERE client_id = $2 AND id = $3 AND revoked_at IS NULL

-- dev.colophon.publishapi.client.Clients
INSERT INTO client (id, name, role, html_policy, oauth_client, created_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING

-- dev.colophon.publishapi.client.Clients
INSERT INTO api_key (id, client_id, sha256, created_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (sha256) DO NOTHING

-- dev.colophon.publishapi.client.Clients
UPDATE api_key SET revoked_at = $1 WHERE client_id = $2 AND sha256 <> $3 AND revoked_at IS NULL

-- dev.colophon.publishapi.client.Clients
UPDATE api_key SET revoked_at = NULL, expires_at = NULL
 WHERE client_id = $1 AND sha256 = $2 AND (revoked_at IS NOT NULL OR expires_at IS NOT NULL)

-- dev.colophon.publishapi.client.Clients
SELECT c.id, c.name, c.role, c.html_policy, c.oauth_client, c.created_at,
       count(k.id) FILTER (WHERE k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $1)) AS valid_keys,
       max(k.last_used_at) AS last_used_at
  FROM client c LEFT JOIN api_key k ON k.client_id = c.id
 WHERE c.name > $2 GROUP BY c.id ORDER BY c.name LIMIT $3

-- dev.colophon.publishapi.client.Clients
SELECT id, name, role, html_policy FROM client WHERE oauth_client = $1

-- dev.colophon.publishapi.client.Clients
SELECT id FROM client WHERE name = $1

-- dev.colophon.publishapi.explain.Requests
SELECT j.action, j.revision, j.requested_at, j.publish_at, j.reason, c.name AS requested_by, v.stored_at
  FROM publication p
  JOIN publish_job j ON j.publication_id = p.id AND j.revision IN (p.requested_revision, p.wanted_revision)
  JOIN variant v ON v.id = j.variant_id
  JOIN client c ON c.id = j.requested_by
 WHERE p.id = $1 ORDER BY j.revision

-- dev.colophon.publishapi.health.AcceptanceHealthIndicator
SELECT pg_is_in_recovery() AS standby,
       current_setting('transaction_read_only') = 'on' AS read_only,
       (SELECT max(string_to_array(version, '.')::int[]) FROM flyway_schema_history WHERE success)
         >= string_to_array($1, '.')::int[] AS migrated

-- dev.colophon.publishapi.idempotency.IdempotencyKeys
INSERT INTO idempotency_key (client_id, operation, key, request, status, location, answer, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)

-- dev.colophon.publishapi.idempotency.IdempotencyKeys
DELETE FROM idempotency_key
 WHERE ctid IN (SELECT ctid FROM idempotency_key WHERE created_at < $1 ORDER BY created_at LIMIT $2)

-- dev.colophon.publishapi.idempotency.IdempotencyKeys
SELECT request, status, location, answer FROM hold_idempotency_key($1, $2, $3)

-- dev.colophon.publishapi.outbox.Outbox
SELECT enqueue_publication(job => $1, publication => $2, variant => $3,
  revision => $4, action => $5, slug => $6, publish_at => $7,
  fingerprint => $8, requested_at => $9, requested_by => $10, reason => $11,
  message => $12, payload => $13, traceparent => $14, author_taken => $15,
  categories_taken => $16, visibility_taken => $17) IS NULL

-- dev.colophon.publishapi.site.Sites
INSERT INTO site (id, key, platform, base_url, state, edit_policy, credentials_sealed, credentials_set_at, max_concurrency,
                  max_visits_per_minute, default_author, default_categories, default_visibility, created_at, updated_at)
VALUES ($1, $2, $3, $4, 'active', $5, $6, $7, $8, $9,
        $10, $11, $12, $7, $7)
ON CONFLICT (key) DO NOTHING

-- dev.colophon.publishapi.site.Sites
UPDATE site SET base_url = $1, edit_policy = $2, max_concurrency = $3,
                max_visits_per_minute = $4, default_author = $5,
                default_categories = $6, default_visibility = $7, credentials_sealed = $8,
                credentials_set_at = $9, updated_at = $9
 WHERE id = $10

-- dev.colophon.publishapi.site.Sites
UPDATE site SET credentials_sealed = $1, credentials_set_at = $2, updated_at = $2 WHERE id = $3

-- dev.colophon.publishapi.site.Sites
UPDATE site SET state = $1, updated_at = CASE WHEN state = $1 THEN updated_at ELSE $2 END
 WHERE key = $3

-- dev.colophon.publishapi.site.Sites
SELECT id, key, platform, base_url, state, edit_policy, max_concurrency, max_visits_per_minute, default_author, default_categories, default_visibility, credentials_set_at, created_at, updated_at FROM site WHERE key = $1

-- dev.colophon.publishapi.site.Sites
SELECT id, key, platform, base_url, state, edit_policy, max_concurrency, max_visits_per_minute, default_author, default_categories, default_visibility, credentials_set_at, created_at, updated_at FROM site ORDER BY key LIMIT 1000

-- dev.colophon.publishapi.status.NewStories
SELECT p.created_at, coalesce((SELECT v.status FROM status_projector.publication_status_v1 v WHERE v.publication_id = p.id), 'accepted') AS status
  FROM (SELECT id, created_at FROM publication WHERE created_at >= $1
         ORDER BY created_at DESC, id DESC LIMIT $2) p

-- dev.colophon.publishapi.status.ProjectedViews
SELECT count(*) = 2
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = 'status_projector'
   AND c.relname IN ('publication_status_v1', 'publication_timeline_v1')
   AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')

-- dev.colophon.publishapi.status.Statuses
SELECT * FROM (
  SELECT p.id, p.client_id, s.story_key, t.key AS site_key, p.placement,
         coalesce(v.generation, p.generation) AS generation, p.requested_revision, p.created_at,
         newest.action AS requested_action, wanted.action AS wanted_action, wanted.requested_at,
         v.update_status, v.published_revision, v.external_id, v.external_url, v.reason_code,
         v.reason_detail, v.attempts, v.next_attempt_at, v.status_since, v.sequence,
         v.status = 'published' AND p.wanted_revision > v.requested_revision AS update_pending,
         v.publication_id IS NULL
           OR p.wanted_revision > v.requested_revision AND v.status <> 'published' AS untold,
         CASE WHEN v.publication_id IS NULL
                OR p.wanted_revision > v.requested_revision AND v.status <> 'published'
              THEN 'accepted' ELSE v.status END AS status
    FROM publication p
    JOIN story s ON s.id = p.story_id
    JOIN site t ON t.id = p.site_id
    JOIN publish_job newest ON newest.publication_id = p.id AND newest.superseded_at IS NULL
    JOIN publish_job wanted ON wanted.publication_id = p.id AND wanted.revision = p.wanted_revision
    LEFT JOIN status_projector.publication_status_v1 v ON v.publication_id = p.id
   WHERE true
) publication

-- dev.colophon.publishapi.status.Statuses
SELECT * FROM (
  SELECT p.id, p.client_id, s.story_key, t.key AS site_key, p.placement,
         coalesce(v.generation, p.generation) AS generation, p.requested_revision, p.created_at,
         newest.action AS requested_action, wanted.action AS wanted_action, wanted.requested_at,
         v.update_status, v.published_revision, v.external_id, v.external_url, v.reason_code,
         v.reason_detail, v.attempts, v.next_attempt_at, v.status_since, v.sequence,
         v.status = 'published' AND p.wanted_revision > v.requested_revision AS update_pending,
         v.publication_id IS NULL
           OR p.wanted_revision > v.requested_revision AND v.status <> 'published' AS untold,
         CASE WHEN v.publication_id IS NULL
                OR p.wanted_revision > v.requested_revision AND v.status <> 'published'
              THEN 'accepted' ELSE v.status END AS status
    FROM publication p
    JOIN story s ON s.id = p.story_id
    JOIN site t ON t.id = p.site_id
    JOIN publish_job newest ON newest.publication_id = p.id AND newest.superseded_at IS NULL
    JOIN publish_job wanted ON wanted.publication_id = p.id AND wanted.revision = p.wanted_revision
    LEFT JOIN status_projector.publication_status_v1 v ON v.publication_id = p.id
   WHERE v.status = $1
) publication

-- dev.colophon.publishapi.status.Timelines
SELECT event_id, position, kind, source, generation, revision, attempt, occurred_at, recorded_at, conflict, valid,
       invalidation_reason, invalidation_author, invalidated_at, invalidated_by, detail
  FROM status_projector.publication_timeline_v2 WHERE publication_id = $1
AND position > $2 ORDER BY position LIMIT $3

-- dev.colophon.publishapi.status.Timelines
SELECT * FROM (SELECT event_id, position, kind, source, generation, revision, attempt, occurred_at, recorded_at, conflict, valid,
       invalidation_reason, invalidation_author, invalidated_at, invalidated_by, detail
  FROM status_projector.publication_timeline_v2 WHERE publication_id = $1
AND NOT valid ORDER BY position DESC LIMIT $2) newest ORDER BY position

-- dev.colophon.publishapi.status.Timelines
SELECT * FROM (
  SELECT position, kind, source, generation, revision, attempt, occurred_at, recorded_at, conflict, detail
    FROM status_projector.publication_timeline_v1
   WHERE publication_id = $1 ORDER BY position DESC LIMIT $2
) newest ORDER BY position

-- dev.colophon.publishapi.status.Timelines
SELECT EXISTS (SELECT FROM status_projector.publication_timeline_v1
                WHERE publication_id = $1 AND kind IN ('reserved', 'cancel_refused'))

-- dev.colophon.publishapi.status.Timelines
SELECT EXISTS (SELECT FROM status_projector.publication_timeline_v1
                WHERE publication_id = $1 AND revision = $2 AND kind = 'cancel_refused')

-- dev.colophon.publishapi.story.Stories
INSERT INTO story (id, client_id, story_key, created_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (client_id, story_key) DO NOTHING

-- dev.colophon.publishapi.story.Stories
SELECT id FROM story WHERE client_id = $1 AND story_key = $2

-- dev.colophon.publishapi.story.Variants
SELECT DISTINCT ON (placement) id, placement, title, html, excerpt, slug, post_date, visibility, left_open, password,
       sticky, categories, tags, author_id, comment_status, ping_status, post_format, template, parent_id, taxonomies,
       image_url, image_alt, image_caption, media, stored_at
  FROM variant WHERE story_id = $1 ORDER BY placement, ordinal DESC

-- dev.colophon.publishapi.story.Variants
SELECT id, placement, title, html, excerpt, slug, post_date, visibility, left_open, password, sticky, categories, tags,
       author_id, comment_status, ping_status, post_format, template, parent_id, taxonomies,
       image_url, image_alt, image_caption, media, stored_at
  FROM variant WHERE id = $1

-- dev.colophon.publishapi.story.Variants
SELECT id, stored_at FROM
  (SELECT id, stored_at, content_hash FROM variant WHERE story_id = $1 AND placement = $2
    ORDER BY ordinal DESC LIMIT 1) newest
 WHERE content_hash = $3

-- dev.colophon.publishapi.story.Variants
INSERT INTO variant (id, story_id, placement, title, html, excerpt, slug, post_date, visibility, left_open, password,
                     sticky, categories, tags, author_id, comment_status, ping_status, post_format, template,
                     parent_id, taxonomies, image_url, image_alt, image_caption, media, content_hash, stored_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
        $12, $13, $14, $15, $16, $17, $18, $19, $20,
        CAST($21 AS jsonb), $22, $23, $24, $25::jsonb, $26, $27)

-- dev.colophon.publishapi.webhook.Webhooks
SELECT pg_advisory_xact_lock(hashtextextended('webhooks of ' || $1, 0)) IS NULL

-- dev.colophon.publishapi.webhook.Webhooks
SELECT count(*) FROM webhook WHERE client_id = $1

-- dev.colophon.publishapi.webhook.Webhooks
INSERT INTO webhook (id, client_id, url, event_types, state, secret_sealed, secret_set_at, served_at, created_at,
                     updated_at)
VALUES ($1, $2, $3, $4, 'active', $5, $6, $6, $6, $6)

-- dev.colophon.publishapi.webhook.Webhooks
SELECT id, url, event_types, state, disabled_reason, secret_set_at, former_secret_until, created_at, updated_at
 FROM webhook WHERE client_id = $1 ORDER BY created_at, id

-- dev.colophon.publishapi.webhook.Webhooks
SELECT id, url, event_types, state, disabled_reason, secret_set_at, former_secret_until, created_at, updated_at
 FROM webhook WHERE client_id = $1 AND id = $2

-- dev.colophon.publishapi.webhook.Webhooks
SELECT id, url, event_types, state, disabled_reason, secret_set_at, former_secret_until, created_at, updated_at
 FROM webhook WHERE client_id = $1 AND id = $2 FOR NO KEY UPDATE

-- dev.colophon.publishapi.webhook.Webhooks
UPDATE webhook SET url = $1, event_types = $2, updated_at = $3
 WHERE id = $4

-- dev.colophon.publishapi.webhook.Webhooks
UPDATE webhook SET state = 'active', disabled_reason = NULL WHERE id = $1

-- dev.colophon.publishapi.webhook.Webhooks
UPDATE webhook SET state = 'disabled', disabled_reason = 'client' WHERE id = $1 AND state = 'active'

-- dev.colophon.publishapi.webhook.Webhooks
UPDATE webhook SET former_secret_sealed = secret_sealed, former_secret_until = $1,
                   secret_sealed = $2, secret_set_at = $3, updated_at = $3
 WHERE id = $4

-- dev.colophon.publishapi.webhook.Webhooks
DELETE FROM webhook WHERE client_id = $1 AND id = $2

-- dev.colophon.publishapi.webhook.delivery.Backlog
UPDATE webhook_delivery SET state = 'exhausted', settled_at = clock_timestamp(), lease_until = NULL,
       last_code = coalesce(last_code, 'WEBHOOK_NOT_TRIED')
 WHERE id IN (SELECT id FROM webhook_delivery
               WHERE state = 'pending' AND expires_at <= now() AND (lease_until IS NULL OR lease_until <= now())
               LIMIT $1 FOR UPDATE SKIP LOCKED)

-- dev.colophon.publishapi.webhook.delivery.Backlog
DELETE FROM webhook_delivery
 WHERE id IN (SELECT id FROM webhook_delivery
               WHERE state <> 'pending' AND settled_at < now() - $1 * interval '1 ms'
               LIMIT $2 FOR UPDATE SKIP LOCKED)

-- dev.colophon.publishapi.webhook.delivery.Backlog
UPDATE webhook SET state = 'disabled', disabled_reason = 'backlog', updated_at = now()
 WHERE state = 'active'
   AND (SELECT count(*) FROM (SELECT FROM webhook_delivery d
                               WHERE d.webhook_id = webhook.id AND d.state = 'pending' LIMIT $1 + 1) waiting) > $1

-- dev.colophon.publishapi.webhook.delivery.Backlog
SELECT count(*) AS waiting, coalesce(extract(epoch FROM now() - min(due_at)), 0) AS oldest
  FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
 WHERE d.state = 'pending' AND d.due_at <= now() AND w.state = 'active'

-- dev.colophon.publishapi.webhook.delivery.Deliveries
INSERT INTO webhook_delivery (id, webhook_id, event_id, event_type, publication_id, body, state, due_at,
                              expires_at, attempts, token, created_at)
SELECT gen_random_uuid(), w.id, e.id, e.type, e.publication, e.body, 'pending', now(),
       now() + $1 * interval '1 ms', 0, 0, clock_timestamp()
  FROM unnest(CAST($2 AS uuid[]), CAST($3 AS text[]), CAST($4 AS uuid[]), CAST($5 AS text[])) AS e (id, type, publication, body)
  JOIN publication p ON p.id = e.publication
  JOIN webhook w ON w.client_id = p.client_id AND w.state = 'active'
                AND (cardinality(w.event_types) = 0 OR e.type = ANY (w.event_types))
    ON CONFLICT (webhook_id, event_id) DO NOTHING

-- dev.colophon.publishapi.webhook.delivery.Deliveries
INSERT INTO webhook_delivery (id, webhook_id, event_id, event_type, body, state, due_at, expires_at, attempts,
                              token, created_at)
VALUES ($1, $2, $3, $4, $5, 'pending', now(), now() + $6 * interval '1 ms', 0, 0,
        clock_timestamp())

-- dev.colophon.publishapi.webhook.delivery.Deliveries
UPDATE webhook SET served_at = clock_timestamp()
 WHERE id IN (
   SELECT w.id FROM webhook w
    WHERE w.state = 'active'
      AND EXISTS (SELECT FROM webhook_delivery d
                   WHERE d.webhook_id = w.id AND d.state = 'pending' AND d.due_at <= now()
                     AND (d.lease_until IS NULL OR d.lease_until <= now()))
      AND (SELECT count(*) FROM webhook_delivery d
            WHERE d.webhook_id = w.id AND d.state = 'pending' AND d.lease_until > now()) < $1
    ORDER BY w.served_at, w.id LIMIT $2
      FOR NO KEY UPDATE SKIP LOCKED)
RETURNING id

-- dev.colophon.publishapi.webhook.delivery.Deliveries
WITH due AS MATERIALIZED (
  SELECT d.id FROM unnest(CAST($1 AS uuid[])) AS w (id) CROSS JOIN LATERAL (
    SELECT c.id FROM webhook_delivery c
     WHERE c.webhook_id = w.id AND c.state = 'pending' AND c.due_at <= now()
       AND (c.lease_until IS NULL OR c.lease_until <= now())
     ORDER BY c.due_at
     LIMIT greatest(0, $2 - (SELECT count(*) FROM webhook_delivery b
             WHERE b.webhook_id = w.id AND b.state = 'pending' AND b.lease_until > now()))
       FOR UPDATE SKIP LOCKED) d
   LIMIT $3)
UPDATE webhook_delivery d SET lease_until = now() + $4 * interval '1 ms', token = d.token + 1,
       attempts = d.attempts + 1, last_attempt_at = now()
  FROM due, webhook w WHERE d.id = due.id AND w.id = d.webhook_id
RETURNING d.id, d.webhook_id, d.event_id, d.token, d.attempts, d.body, w.url, w.secret_sealed,
          w.former_secret_sealed, w.former_secret_until

-- dev.colophon.publishapi.webhook.delivery.Deliveries
UPDATE webhook_delivery SET state = $1, settled_at = clock_timestamp(), lease_until = NULL,
       last_status = $2, last_code = $3
 WHERE id = $4 AND token = $5 AND state = 'pending'

-- dev.colophon.publishapi.webhook.delivery.Deliveries
UPDATE webhook_delivery SET lease_until = NULL, last_status = $1, last_code = $2,
       due_at = now() + $3 * interval '1 ms',
       state = CASE WHEN now() + $3 * interval '1 ms' < expires_at THEN 'pending' ELSE 'exhausted' END,
       settled_at = CASE WHEN now() + $3 * interval '1 ms' < expires_at THEN NULL ELSE clock_timestamp() END
 WHERE id = $4 AND token = $5 AND state = 'pending'
RETURNING state

-- dev.colophon.publishapi.webhook.delivery.Deliveries
UPDATE webhook SET state = 'disabled', disabled_reason = 'gone', updated_at = now()
 WHERE id = $1 AND url = $2 AND state = 'active'

-- dev.colophon.publishapi.webhook.delivery.Deliveries
UPDATE webhook_delivery SET state = 'pending', due_at = now(), settled_at = NULL,
       expires_at = now() + $1 * interval '1 ms'
 WHERE id = $2 AND webhook_id = $3

-- dev.colophon.publishapi.webhook.delivery.DeliveryLog
SELECT id, event_id, event_type, publication_id, state, attempts, due_at, expires_at, last_attempt_at, last_status,
       last_code, settled_at, created_at FROM webhook_delivery WHERE webhook_id = $1
 AND id = $2

-- dev.colophon.publishapi.webhook.delivery.DeliveryLog
SELECT id, event_id, event_type, publication_id, state, attempts, due_at, expires_at, last_attempt_at, last_status,
       last_code, settled_at, created_at FROM webhook_delivery WHERE webhook_id = $1
   AND (CAST($2 AS text) IS NULL OR state = $2)
   AND (CAST($3 AS timestamptz) IS NULL OR (created_at, id) < ($3, $4))
 ORDER BY created_at DESC, id DESC LIMIT $5
