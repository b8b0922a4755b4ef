package dev.colophon.wordpresspublisher.ledger;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.databind.json.JsonMapper;

/** A column of the ledger whose JSON does not say what this service expects. Its message names fields, and quotes no value. */
final class UnreadableColumn extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UnreadableColumn(String where, JacksonException cause) {
        super(where, cause);
    }

    static <T> T read(JsonMapper json, String column, String value, Class<T> type) {
        try {
            return json.readValue(value, type);
        } catch (JacksonException bad) {
            String path = bad.getPath().stream().map(UnreadableColumn::step).collect(Collectors.joining("."));
            throw new UnreadableColumn(path.isEmpty() ? column : column + ": " + path, bad);
        }
    }

    private static String step(Reference step) {
        String name = step.getPropertyName();
        return name == null ? Integer.toString(step.getIndex()) : name;
    }
}
