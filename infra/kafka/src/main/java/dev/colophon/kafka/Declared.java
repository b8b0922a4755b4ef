package dev.colophon.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.json.JsonMapper;

/** The two files of this module, as they stand in its jar. */
final class Declared {

    private Declared() {}

    static <T> T read(String file, Class<T> as) {
        try (InputStream in = Declared.class.getResourceAsStream("/" + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in this jar");
            }
            return new JsonMapper().readValue(in, as);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
