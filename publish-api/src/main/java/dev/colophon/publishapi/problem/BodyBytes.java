package dev.colophon.publishapi.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * The bytes of a body, bounded in size and in time. The container bounds each silence, and nothing else: a body that drips would
 * hold its connection, and a bulk its place among the few at once, for as long as its sender likes.
 */
@Component
class BodyBytes {

    private static final int AT_ONCE = 16 * 1024;

    private final Duration within;

    BodyBytes(BodyProperties properties) {
        this.within = properties.within();
    }

    /** All of them; 413 if there are more than {@code most}, 408 if they take too long, 400 if they end too soon. */
    byte[] of(HttpServletRequest request, int most) {
        if (request.getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        try {
            return read(request, most);
        } catch (IOException broken) {
            throw broken instanceof SocketTimeoutException || broken.getCause() instanceof SocketTimeoutException
                    ? tooSlow()
                    : new ProblemException(
                            ProblemCode.BAD_REQUEST,
                            "The body ended before it was complete, or its chunks cannot be read: they have no extensions and no trailers here.");
        }
    }

    private byte[] read(HttpServletRequest request, int most) throws IOException {
        var begin = System.nanoTime();
        var in = request.getInputStream();
        var body = new ByteArrayOutputStream(AT_ONCE); // grows by what comes: the length that is claimed may never come
        var part = new byte[AT_ONCE];
        for (var read = in.read(part); read >= 0; read = in.read(part)) {
            body.write(part, 0, read);
            if (body.size() > most) {
                throw tooLarge(most);
            }
            if (System.nanoTime() - begin > within.toNanos()) {
                throw tooSlow();
            }
        }
        return body.toByteArray();
    }

    private ProblemException tooSlow() {
        return new ProblemException(
                ProblemCode.BODY_TOO_SLOW,
                "A body must be here whole within " + within.toSeconds() + " s. Nothing was done; repeat the request.");
    }

    private static ProblemException tooLarge(int most) {
        return new ProblemException(
                ProblemCode.BODY_TOO_LARGE, "This body may have at most " + most + " bytes. Send less.");
    }
}
