package dev.colophon.outboxrelay.observe;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what was read and up to where, in one transaction: a position never tells of more than was recorded. Two relays that
 * do so at once do no harm: ids are only added, and a position that falls back has a stretch read twice; who read for a set of
 * proofs that was given up records nothing.
 */
@Component
class RecordObserved {

    private static final String POSITIONS =
            "SELECT topic, kafka_partition, next_offset FROM outbox_relay.observed_position";
    private static final String MAKE_DAY = "SELECT outbox_relay.make_observed_day(:day)";
    private static final String GIVE_UP = "SELECT outbox_relay.give_up_proofs()";
    private static final String STANDING = "SELECT outbox_relay.standing_proofs()";
    private static final String NUMBER = "SELECT coalesce(max(number), 0) FROM outbox_relay.proofs";
    private static final String RECORD = """
            INSERT INTO outbox_relay.observed (event_id, day) SELECT id, :day FROM unnest(:ids) AS id
            ON CONFLICT DO NOTHING
            """;
    private static final String MOVE = """
            INSERT INTO outbox_relay.observed_position (topic, kafka_partition, next_offset)
            SELECT * FROM unnest(:topics, :partitions, :nexts)
            ON CONFLICT (topic, kafka_partition) DO UPDATE SET next_offset = excluded.next_offset
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private volatile LocalDate madeDay = LocalDate.MIN;

    RecordObserved(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Says that no proof holds any more. */
    void giveUp() {
        jdbc.sql(GIVE_UP).query((_, _) -> true).list();
    }

    /** The number of the set of proofs that stands; those that were given up are gone then, and the positions with them. */
    long standing() {
        return jdbc.sql(STANDING).query(Long.class).single();
    }

    /** The number of the set that was begun last. */
    long number() {
        return jdbc.sql(NUMBER).query(Long.class).single();
    }

    Map<TopicPartition, Long> positions() {
        return jdbc.sql(POSITIONS).query(RecordObserved::position).list().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map.Entry<TopicPartition, Long> position(ResultSet row, int number) throws SQLException {
        return new SimpleImmutableEntry<>(
                new TopicPartition(row.getString("topic"), row.getInt("kafka_partition")), row.getLong("next_offset"));
    }

    /** Makes room for today's proofs; outside of the transaction that fills it. */
    void prepare() {
        var day = today();
        if (!day.equals(madeDay)) {
            jdbc.sql(MAKE_DAY).param("day", day).query((_, _) -> true).list();
            madeDay = day;
        }
    }

    /**
     * Returns how many of the rows were already known today: those came twice. The number is looked at once the table is in use by
     * this transaction: from then on nobody empties it before it has ended.
     *
     * @param proofs the number of the set that was read for
     * @throws ProofsGivenUpException if that set was given up
     */
    @Transactional
    public int of(Reading reading, long proofs) {
        var ids = reading.rows();
        var known = ids.size() - record(ids);
        if (number() != proofs) {
            throw new ProofsGivenUpException();
        }
        if (!reading.nexts().isEmpty()) {
            move(reading.nexts());
        }
        return known;
    }

    private int record(List<UUID> ids) {
        return jdbc.sql(RECORD)
                .param("day", madeDay)
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    private void move(Map<TopicPartition, Long> nexts) {
        var partitions = new ArrayList<>(nexts.keySet());
        jdbc.sql(MOVE)
                .param("topics", partitions.stream().map(TopicPartition::topic).toArray(String[]::new))
                .param(
                        "partitions",
                        partitions.stream().mapToInt(TopicPartition::partition).toArray())
                .param("nexts", partitions.stream().mapToLong(nexts::get).toArray())
                .update();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
