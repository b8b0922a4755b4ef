package dev.colophon.publishapi.console;

import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the fields of forms and addresses strictly: a bounded number of them, in UTF-8, with no escape that is none. What it says about a
 * fault never quotes a field, which may be a key.
 */
final class FormFields {

    private static final int MOST = 100;
    private static final int HEX = 16;

    private final Map<String, List<String>> fields = new LinkedHashMap<>();
    private int count;

    /** Reads more of them; 400 if they are too many by now, or cannot be read. */
    void add(byte[] text) {
        var begin = 0;
        for (var at = 0; at <= text.length; at++) {
            if (at == text.length || text[at] == '&') {
                addField(text, begin, at);
                begin = at + 1;
            }
        }
    }

    /** The values of each name, in the order in which they came. */
    Map<String, List<String>> byName() {
        return fields;
    }

    private void addField(byte[] text, int begin, int end) {
        if (begin == end) {
            return;
        }
        count++;
        if (count > MOST) {
            throw refused("A form has at most " + MOST + " fields.");
        }
        var equals = begin;
        while (equals < end && text[equals] != '=') {
            equals++;
        }
        var name = decoded(text, begin, equals);
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw refused("The name of a field has a control character.");
        }
        fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(decoded(text, Math.min(equals + 1, end), end));
    }

    private static String decoded(byte[] text, int begin, int end) {
        var bytes = new ByteArrayOutputStream(end - begin);
        for (var at = begin; at < end; at++) {
            switch (text[at]) {
                case '+' -> bytes.write(' ');
                case '%' -> {
                    bytes.write(escaped(text, at, end));
                    at += 2;
                }
                default -> bytes.write(text[at]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw refused("A field of the form is not UTF-8.");
        }
    }

    private static int escaped(byte[] text, int at, int end) {
        var high = at + 2 < end ? Character.digit(text[at + 1], HEX) : -1;
        var low = at + 2 < end ? Character.digit(text[at + 2], HEX) : -1;
        if (high < 0 || low < 0) {
            throw refused("A field of the form has a % that is followed by no two hexadecimal digits.");
        }
        return high * HEX + low;
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemCode.BAD_REQUEST, detail);
    }
}
