package dev.colophon.testkit.wordpress;

import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer of a site. Status 0 stands for a connection that ended without one. */
record Reply(int status, Optional<HttpHeaders> headers, String text) {

    static final Reply NONE = new Reply(0, Optional.empty(), "");

    JsonNode json() {
        return JsonMapper.shared().readTree(text);
    }

    /** WordPress's own name for a refusal. */
    String code() {
        return json().path("code").asString("");
    }

    long id() {
        return json().path("id").asLong();
    }

    String field(String name) {
        return json().path(name).asString();
    }

    String raw(String name) {
        return json().path(name).path("raw").asString();
    }

    List<Long> ids(String name) {
        var ids = new ArrayList<Long>();
        json().path(name).forEach(id -> ids.add(id.asLong()));
        return ids;
    }

    /** One field of each item of a list. */
    List<String> each(String name) {
        var values = new ArrayList<String>();
        json().forEach(item -> values.add(item.path(name).asString()));
        return values;
    }

    String header(String name) {
        return headers.flatMap(all -> all.firstValue(name)).orElse("");
    }
}
