-- The numbers that subscribers were given. UNIQUE (topic, message_key, sequence) of the outbox speaks of the rows that are kept
-- there; those that are in Kafka go after a week. A number from before is not given again because its counter cannot go back.
CREATE FUNCTION refuse_lower_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a number that was told is never given again (%)', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation', HINT = 'Subscribers would take the new message for a repetition.';
END
$$;

CREATE TRIGGER numbers_only_rise BEFORE UPDATE ON publication_stream FOR EACH ROW
  WHEN (NEW.event_sequence < OLD.event_sequence OR NEW.status_sequence < OLD.status_sequence)
  EXECUTE FUNCTION refuse_lower_number();
CREATE TRIGGER numbers_only_rise BEFORE UPDATE ON integrity_check FOR EACH ROW
  WHEN (NEW.sequence < OLD.sequence) EXECUTE FUNCTION refuse_lower_number();
