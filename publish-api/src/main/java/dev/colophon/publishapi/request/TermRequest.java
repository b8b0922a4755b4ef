package dev.colophon.publishapi.request;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A term in a body, as it came: its name, or the names on the way to it from the top. */
record TermRequest(List<@Nullable String> path) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static TermRequest named(String name) {
        return new TermRequest(List.of(name));
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    TermRequest {}
}
