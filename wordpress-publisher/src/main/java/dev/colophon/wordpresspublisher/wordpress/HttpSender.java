package dev.colophon.wordpresspublisher.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks sites: one request, once, by {@link BoundedHttp}; an answer has a largest size. */
@Component
class HttpSender implements AutoCloseable {

    private final WordPressProperties properties;
    private final BoundedHttp http;

    HttpSender(WordPressProperties properties, Destinations destinations) {
        this.properties = properties;
        this.http = new BoundedHttp(properties, destinations);
    }

    /** The answer, whatever its status. Throws {@link NoAnswer} where none came in time. */
    Answer send(String method, URI uri, Caller caller, byte @Nullable [] body, Deadline deadline) throws NoAnswer {
        var request = request(method, uri, caller);
        if (body != null) {
            request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        }
        return http.send(request, deadline, this::read);
    }

    /** The same with a file for a body. */
    Answer upload(URI uri, Caller caller, ImageFile image, Deadline deadline) throws NoAnswer {
        var request = request("POST", uri, caller);
        request.setHeader("Content-Disposition", "attachment; filename=\"" + image.name() + "\"");
        try {
            request.setEntity(new InputStreamEntity(
                    image.bytes(), image.size(), ContentType.create(image.type().mediaType())));
        } catch (IOException unreadable) {
            throw new NoAnswer(false, "VISIT_FAILED", "The image's file cannot be read.");
        }
        return http.send(request, deadline, this::read);
    }

    private static HttpUriRequestBase request(String method, URI uri, Caller caller) {
        var request = new HttpUriRequestBase(method, uri);
        request.setHeader("Authorization", caller.authorization());
        request.setHeader(Correspondence.HEADER, caller.correlation());
        request.setHeader("Accept", "application/json");
        request.setHeader("Cache-Control", "no-cache, no-store");
        return request;
    }

    private Answer read(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        String type = entity == null || entity.getContentType() == null ? "" : entity.getContentType();
        Header retryAfter = response.getFirstHeader("Retry-After");
        return new Answer(
                response.getCode(),
                type,
                entity == null ? "" : capped(entity),
                retryAfter == null ? null : retryAfter.getValue());
    }

    private String capped(HttpEntity entity) throws IOException {
        long most = properties.largestAnswer().toBytes();
        try (InputStream in = entity.getContent()) {
            var bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
                if (bytes.size() > most) {
                    throw new NoAnswer.TooLarge(most);
                }
            }
            return bytes.toString(UTF_8);
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
