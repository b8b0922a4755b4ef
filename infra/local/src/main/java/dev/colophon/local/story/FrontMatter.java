package dev.colophon.local.story;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The YAML block between two lines of dashes at the head of a file, and the text after it. Unknown keys are refused. */
record FrontMatter(Map<String, Object> fields, String body) {

    private static final Pattern BLOCK =
            Pattern.compile("\\A---[ \\t]*\\R(?<yaml>.*?)(?:\\R|(?<=\\n))---[ \\t]*(?:\\R|\\z)", Pattern.DOTALL);
    private static final TreeSet<String> KNOWN = new TreeSet<>(List.of(
            "title",
            "slug",
            "date",
            "excerpt",
            "categories",
            "tags",
            "placement",
            "visibility",
            "publish_at",
            "story_key",
            "password",
            "sticky"));

    static FrontMatter of(String text) {
        var block = BLOCK.matcher(text);
        if (!block.find()) {
            if (text.startsWith("---")) {
                throw new IllegalArgumentException("its front matter has no closing line of three dashes");
            }
            return new FrontMatter(Map.of(), text);
        }
        return new FrontMatter(fields(block.group("yaml")), text.substring(block.end()));
    }

    private static Map<String, Object> fields(String yaml) {
        try {
            return switch (yaml().load(yaml)) {
                case null -> Map.of();
                case Map<?, ?> map -> known(map);
                default -> throw new IllegalArgumentException("its front matter is not a list of 'key: value' lines");
            };
        } catch (YAMLException malformed) {
            throw new IllegalArgumentException("its front matter is not YAML: " + malformed.getMessage(), malformed);
        }
    }

    private static Map<String, Object> known(Map<?, ?> map) {
        var fields = new LinkedHashMap<String, Object>();
        map.forEach((name, value) -> {
            if (!KNOWN.contains(String.valueOf(name))) {
                throw new IllegalArgumentException(
                        "front matter does not know '%s'; it knows %s".formatted(name, String.join(", ", KNOWN)));
            }
            if (value != null) {
                fields.put(String.valueOf(name), value);
            }
        });
        return fields;
    }

    // Every value stays the text that was written: 2026-01-01 or 1.10 as a title is not to be understood.
    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(
                new SafeConstructor(options),
                new Representer(new DumperOptions()),
                new DumperOptions(),
                options,
                new Resolver() {
                    @Override
                    protected void addImplicitResolvers() {}
                });
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name))
                .map(value -> scalar(name, value))
                .filter(value -> !value.isEmpty());
    }

    <T> Optional<T> parsed(String name, Function<String, T> parser) {
        return text(name).map(parser);
    }

    /** A YAML list, or one line with commas between. */
    List<String> list(String name) {
        var values = new ArrayList<String>();
        switch (fields.get(name)) {
            case null -> {}
            case List<?> many -> many.forEach(one -> values.add(scalar(name, String.valueOf(one))));
            case Object line -> Stream.of(scalar(name, line).split(",")).forEach(values::add);
        }
        return values.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    Optional<Instant> instant(String name) {
        return text(name).map(value -> instant(name, value));
    }

    boolean flag(String name) {
        return text(name)
                .map(value -> switch (value) {
                    case "true", "yes" -> true;
                    case "false", "no" -> false;
                    default -> throw new IllegalArgumentException(name + " '" + value + "' is neither true nor false");
                })
                .orElse(false);
    }

    private static String scalar(String name, Object value) {
        if (value instanceof String text) {
            return text.strip();
        }
        throw new IllegalArgumentException(name + " must be one value");
    }

    private static Instant instant(String name, String value) {
        var iso = value.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
        return Stream.<Function<String, Instant>>of(
                        text -> OffsetDateTime.parse(text).toInstant(),
                        text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
                        text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC))
                .flatMap(form -> attempt(form, iso))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s '%s' is no date such as 2026-03-01, 2026-03-01T09:30:00Z or 2026-03-01T09:30:00+01:00"
                                .formatted(name, value)));
    }

    private static Stream<Instant> attempt(Function<String, Instant> form, String text) {
        try {
            return Stream.of(form.apply(text));
        } catch (DateTimeParseException otherForm) {
            return Stream.empty();
        }
    }
}
