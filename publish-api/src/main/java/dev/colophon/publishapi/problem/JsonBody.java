package dev.colophon.publishapi.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads bodies strictly: at most 1 MiB, one JSON value, no unknown or repeated property, no type taken for another.
 * What it says about a fault never quotes the body, which may hold a credential.
 */
@Component
public class JsonBody {

    /** Most bytes that a body may have. */
    public static final int MAX_BYTES = 1024 * 1024;

    private final JsonMapper strict;
    private final BodyBytes bytes;

    JsonBody(JsonMapper json, BodyBytes bytes) {
        this.bytes = bytes;
        this.strict = json.rebuild()
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        textual -> textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Integer,
                        integer -> integer.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
                .build();
    }

    /** The bytes of the body; 413 if there are too many, 408 if they come too slowly. */
    public byte[] bytes(HttpServletRequest request) {
        return bytes(request, MAX_BYTES);
    }

    /** The bytes of the body; 413 if there are more than {@code most}, 408 if they come too slowly. */
    public byte[] bytes(HttpServletRequest request, int most) {
        return bytes.of(request, most);
    }

    /** Reads the body of a request; 400 with a pointer to what does not fit, 413 if it is too large. */
    public <T> T read(HttpServletRequest request, Class<T> type) {
        return parse(bytes(request), type);
    }

    /** Reads a value from a body's bytes; 400 with a pointer to what does not fit. */
    public <T> T parse(byte[] body, Class<T> type) {
        return strictly(() -> strict.readValue(body, type));
    }

    /** Reads a value from a part of a body; 400 with a pointer, from that part on, to what does not fit. */
    public <T> T convert(JsonNode part, Class<T> type) {
        return strictly(() -> strict.treeToValue(part, type));
    }

    private static <T> T strictly(Supplier<@Nullable T> reading) {
        @Nullable T value;
        try {
            value = reading.get();
        } catch (UnrecognizedPropertyException unknown) {
            throw malformed(
                    unknown, "UNKNOWN_PROPERTY", "This property is not known here.", "Remove it or correct its name.");
        } catch (MismatchedInputException mismatch) {
            throw malformed(
                    mismatch, "WRONG_TYPE", "Expected " + nameOf(mismatch.getTargetType()) + ".", "Send that type.");
        } catch (DatabindException other) {
            throw malformed(other, "MALFORMED", "This value cannot be read.", "Correct it.");
        } catch (JacksonException syntax) {
            throw malformed(
                    syntax, "NOT_JSON", "Not valid JSON" + placeOf(syntax) + ".", "Send one JSON object in UTF-8.");
        }
        if (value == null) {
            throw malformed("", "WRONG_TYPE", "Expected a JSON object, not null.", "Send an object.");
        }
        return value;
    }

    private static ProblemException malformed(JacksonException failure, String code, String detail, String fix) {
        return malformed(pointer(failure.getPath()), code, detail, fix);
    }

    private static ProblemException malformed(String pointer, String code, String detail, String fix) {
        return new ProblemException(
                ProblemCode.MALFORMED_BODY,
                pointer.isEmpty() ? detail : pointer + ": " + detail,
                List.of(new FieldError(pointer, code, detail, fix)));
    }

    private static String pointer(List<JacksonException.Reference> path) {
        var pointer = new StringBuilder();
        for (var step : path) {
            var name = step.getPropertyName();
            pointer.append('/')
                    .append(
                            name == null
                                    ? step.getIndex()
                                    : name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private static String placeOf(JacksonException syntax) {
        var at = syntax.getLocation();
        return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static String nameOf(@Nullable Class<?> type) {
        if (type == null) {
            return "another type";
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == Integer.class) {
            return "a whole number";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "another type";
    }
}
