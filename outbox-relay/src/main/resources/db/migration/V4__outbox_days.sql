-- The owners of the outboxes look here before they let a day go.
GRANT SELECT ON observed_v1 TO publish_api_owner, wordpress_publisher_owner, status_projector_owner;

-- What has no day of its own goes by small deletes: an outbox that is not divided, and the default partition of one that is, where rows
-- stand that were written while no relay made days. Older than asked and observed in Kafka, and no others; oldest first.
CREATE OR REPLACE FUNCTION forget_observed(outbox regclass, created_before timestamptz, rows_max int) RETURNS int
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = outbox_relay, pg_temp AS $$
DECLARE
  swept CONSTANT regclass := coalesce((SELECT partdefid FROM pg_partitioned_table WHERE partrelid = outbox), outbox);
  forgotten int;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
                  WHERE p.pubname = 'colophon_outbox' AND r.prrelid = outbox) THEN
    RAISE EXCEPTION '% is not an enrolled outbox', outbox;
  END IF;
  EXECUTE format('DELETE FROM %1$s WHERE id IN (
                    SELECT o.id FROM %1$s o
                     WHERE o.created_at < $1 AND EXISTS (SELECT FROM observed s WHERE s.event_id = o.id)
                     ORDER BY o.created_at LIMIT $2)', swept) USING created_before, rows_max;
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END
$$;
