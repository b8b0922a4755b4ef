package dev.colophon.publishapi.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Compares an AsyncAPI description with one that was released: what breaks a subscriber of then. What is in a record's value its own
 * schema says, which is released by itself: here it must only be the same one.
 */
final class AsyncApiBreaks {

    private final Described released;
    private final Described now;
    private final List<String> breaks = new ArrayList<>();

    private AsyncApiBreaks(Described released, Described now) {
        this.released = released;
        this.now = now;
    }

    /** Each by the place where it is; empty, if subscribers of then read on as they did. */
    static List<String> between(Described released, Described now) {
        var comparison = new AsyncApiBreaks(released, now);
        var channels = byAddress(now);
        byAddress(released).forEach((address, was) -> {
            if (channels.containsKey(address)) {
                comparison.channel(address, was, channels.get(address));
            } else {
                comparison.breaks.add(address + " is gone");
            }
        });
        return comparison.breaks;
    }

    private static Map<String, JsonNode> byAddress(Described description) {
        return description
                .document()
                .path("channels")
                .valueStream()
                .collect(Collectors.toMap(channel -> channel.path("address").stringValue(), channel -> channel));
    }

    private void channel(String address, JsonNode was, JsonNode is) {
        same(address + " partitions", was.at("/bindings/kafka/partitions"), is.at("/bindings/kafka/partitions"));
        was.path("messages").propertyStream().forEach(message -> {
            var after = now.resolved(is.path("messages").path(message.getKey()));
            if (after.isMissingNode()) {
                breaks.add(address + " " + message.getKey() + " is gone");
            } else {
                message(address + " " + message.getKey(), released.resolved(message.getValue()), after);
            }
        });
    }

    private void message(String where, JsonNode was, JsonNode is) {
        same(where + " payload", was.path("payload"), is.path("payload"));
        same(where + " contentType", was.path("contentType"), is.path("contentType"));
        Described.texts(was.path("x-ce-types")).stream()
                .filter(type -> !Described.texts(is.path("x-ce-types")).contains(type))
                .forEach(type -> breaks.add(where + " type " + type + " is gone"));
        new SchemaBreaks(released, now, Direction.READ, breaks)
                .compare(where + " headers", was.path("headers"), is.path("headers"));
        for (var trait : was.path("traits")) {
            var name = trait.path("$ref").stringValue("");
            if (!Described.texts(is.path("traits")).contains(trait.toString())) {
                breaks.add(where + " is no more as " + name);
            }
            var before = released.resolved(trait);
            var after = now.resolved(trait);
            new SchemaBreaks(released, now, Direction.READ, breaks)
                    .compare(where + " headers", before.path("headers"), after.path("headers"));
            same(where + " key", before.at("/bindings/kafka/key"), after.at("/bindings/kafka/key"));
        }
    }

    private void same(String where, JsonNode was, JsonNode is) {
        if (!was.equals(is)) {
            breaks.add("%s was %s, is %s".formatted(where, was, is));
        }
    }
}
