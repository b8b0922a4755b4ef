-- id: event-not-announced   severity: page   warn_if: > 0   error_if: > 0   grace: 60 s
-- owner: publishing   runbook: docs/operations/checks/event-not-announced.md
-- repair: rebuild-publications   incident: 0, check 6
--
-- A status that the world was never told of. No row leaves the outbox before its week is over: where one of the last six days
-- is left, the one that came after it is too.
SELECT s.publication_id, s.site_id,
       CASE WHEN t.event_sequence = 0 THEN format('the status %s was never announced', s.status)
            ELSE format('event %s is not in the outbox, though older ones are', t.event_sequence) END AS what,
       s.updated_at AS since
FROM publication_status s LEFT JOIN publication_stream t USING (publication_id)
WHERE coalesce(t.event_sequence, 0) = 0
   OR (EXISTS (SELECT FROM outbox o WHERE o.topic = 'publishing.events.v1' AND o.message_key = s.publication_id::text
                 AND o.created_at > now() - interval '6 days')
       AND NOT EXISTS (SELECT FROM outbox o WHERE o.topic = 'publishing.events.v1'
                       AND o.message_key = s.publication_id::text AND o.sequence = t.event_sequence))
