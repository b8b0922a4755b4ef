import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * An upstream service in one file: asks for a story to be published and waits until its fate is known.
 *
 * <pre>COLOPHON_URL=http://127.0.0.1:8080 COLOPHON_KEY=clp_... java Publish.java SITE STORY_KEY TITLE HTML_FILE</pre>
 *
 * What matters here: one Idempotency-Key per intent, the same for every repetition of it; a request without an answer, a 429
 * and a 5xx are repeated, everything else is not.
 */
public class Publish {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final int MOST_TRIES = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String base = System.getenv("COLOPHON_URL");
        String body = "{\"storyKey\": %s, \"site\": %s, \"placement\": \"post\", \"content\": {\"title\": %s, \"html\": %s}}"
                .formatted(quoted(arguments[1]), quoted(arguments[0]), quoted(arguments[2]), quoted(Files.readString(Path.of(arguments[3]))));
        // Of the content: the same story in the same edition is the same intent, in whatever process it is repeated.
        String key = UUID.nameUUIDFromBytes(body.getBytes(StandardCharsets.UTF_8)).toString();

        HttpResponse<String> accepted = send(request(base + "/v1/publications")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
        if (accepted.statusCode() != 202 && accepted.statusCode() != 200) {
            throw new IllegalStateException("refused: " + accepted.body());
        }
        String status = accepted.headers().firstValue("Location").orElseThrow();
        System.out.println(await(base + status));
    }

    private static String await(String status) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String publication = send(request(status).GET()).body();
            if (publication.contains("\"done\":true") || System.nanoTime() > end) {
                return word(publication, "status") + " " + word(publication, "externalUrl");
            }
            pause(Duration.ofSeconds(1));
        }
    }

    private static HttpRequest.Builder request(String uri) {
        return HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofSeconds(15))
                .header("Authorization", "Bearer " + System.getenv("COLOPHON_KEY"));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        for (int tried = 1; ; tried++) {
            try {
                HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
                if ((answer.statusCode() != 429 && answer.statusCode() < 500) || tried == MOST_TRIES) {
                    return answer;
                }
                pause(Duration.ofSeconds(
                        answer.headers().firstValueAsLong("Retry-After").orElse(tried)));
            } catch (IOException unanswered) {
                if (tried == MOST_TRIES) {
                    throw unanswered;
                }
                pause(Duration.ofSeconds(tried));
            }
        }
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private static String word(String json, String property) {
        var found = Pattern.compile("\"" + property + "\":\"([^\"]*)\"").matcher(json);
        return found.find() ? found.group(1) : "-";
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                default -> json.append(c < ' ' ? "\\u%04x".formatted(c) : String.valueOf((char) c));
            }
        });
        return json.append('"').toString();
    }
}
