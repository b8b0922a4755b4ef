package dev.colophon.statusprojector.check;

import dev.colophon.statusprojector.event.OutboxRow;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Tells that a check's state has changed. Pure: the same change gives the same message under the same id. */
final class IntegrityMessage {

    static final String TOPIC = "publishing.integrity.v1";
    private static final String TYPE = "dev.colophon.integrity.changed.v1";
    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private IntegrityMessage() {}

    static OutboxRow of(@Nullable Standing before, Standing now, IntegrityCheck check, UUID run) {
        var changed = new Changed(
                now.check(),
                check.severity().word(),
                now.state().word(),
                before == null ? null : before.state().word(),
                now.violations(),
                now.problem(),
                RFC_3339.format(now.since()),
                run,
                check.runbook(),
                now.sequence());
        return new OutboxRow(
                id(now.check(), run),
                TOPIC,
                now.check(),
                TYPE,
                now.sequence(),
                now.since(),
                null,
                JSON.writeValueAsString(changed));
    }

    private static UUID id(String check, UUID run) {
        return UUID.nameUUIDFromBytes((TOPIC + "/" + check + "/" + run).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The message.
     *
     * @param previousState null: the check is new
     * @param violations null: it did not run, and problem says why
     */
    private record Changed(
            String checkId,
            String severity,
            String state,
            @Nullable String previousState,
            @Nullable Long violations,
            @Nullable String problem,
            String since,
            UUID runId,
            String runbook,
            long sequence) {}
}
