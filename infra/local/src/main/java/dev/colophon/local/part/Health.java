package dev.colophon.local.part;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a process says about itself over HTTP.
 *
 * @param cause why it is not well, in its own words, or empty
 */
record Health(boolean isUp, String cause) {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_TIMEOUT)
            .build();

    static Health of(URI address) {
        try {
            var request =
                    HttpRequest.newBuilder(address).timeout(ANSWER_TIMEOUT).build();
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? new Health(true, "") : new Health(false, cause(response));
        } catch (IOException silence) {
            return new Health(false, "does not answer");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Health(false, "was not asked");
        }
    }

    private static String cause(HttpResponse<String> response) {
        try {
            var causes = new ArrayList<String>();
            collect(JSON.readTree(response.body()).path("components"), causes);
            return causes.isEmpty() ? "answers " + response.statusCode() : String.join("; ", causes);
        } catch (JacksonException notJson) {
            return "answers " + response.statusCode();
        }
    }

    private static void collect(JsonNode components, List<String> causes) {
        components.properties().forEach(component -> {
            var state = component.getValue();
            if (!state.path("status").asString("UP").equals("UP")) {
                causes.add(component.getKey() + " " + told(state));
            }
        });
    }

    private static String told(JsonNode state) {
        var details = new ArrayList<String>();
        state.path("details")
                .properties()
                .forEach(detail -> details.add(detail.getKey() + " " + text(detail.getValue())));
        return details.isEmpty() ? state.path("status").asString() : String.join(", ", details);
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asString() : value.toString();
    }
}
