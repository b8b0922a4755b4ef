package dev.colophon.wordpresspublisher.wordpress;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/** No answer came. Whether the request may have been acted on is the one thing that matters about it. */
final class NoAnswer extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean sent;
    private final String code;

    NoAnswer(boolean sent, String code, String detail) {
        super(detail);
        this.sent = sent;
        this.code = code;
    }

    private NoAnswer(NoAnswer kind, IOException cause) {
        this(kind.sent, kind.code, String.valueOf(kind.getMessage()));
        initCause(cause);
    }

    /** {@code timeout} is given where we ended the exchange ourselves. */
    static NoAnswer because(IOException failed, @Nullable Duration timeout) {
        return new NoAnswer(kind(failed, timeout), failed);
    }

    private static NoAnswer kind(IOException failed, @Nullable Duration timeout) {
        String kind = failed.getClass().getSimpleName();
        return switch (failed) {
            case TooLarge large ->
                new NoAnswer(true, "WP_ANSWER_TOO_LARGE", "The answer is larger than " + large.most + " bytes.");
            case Destinations.Refused _ ->
                new NoAnswer(
                        false,
                        "WP_ADDRESS_REFUSED",
                        "The site's host name stands for an address that is not for everyone.");
            case UnknownHostException _ -> unreachable("The site's host name cannot be resolved.");
            case ConnectTimeoutException _, ConnectException _, NoRouteToHostException _ ->
                unreachable("No connection to the site (" + kind + ").");
            case ConnectionRequestTimeoutException _ -> unreachable("All connections to the site are busy.");
            case SSLHandshakeException _, SSLPeerUnverifiedException _ ->
                new NoAnswer(false, "WP_TLS_REFUSED", "No trusted TLS connection to the site (" + kind + ").");
            default ->
                timeout == null
                        ? new NoAnswer(
                                true, "WP_CONNECTION_LOST", "The connection broke before the answer (" + kind + ").")
                        : new NoAnswer(
                                true,
                                "WP_NO_ANSWER",
                                "No answer within " + words(timeout) + " after the request was sent.");
        };
    }

    boolean sent() {
        return sent;
    }

    String code() {
        return code;
    }

    private static NoAnswer unreachable(String detail) {
        return new NoAnswer(false, "WP_UNREACHABLE", detail);
    }

    private static String words(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }

    /** More came than is read. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;

        private final long most;

        TooLarge(long most) {
            super("more than " + most + " bytes");
            this.most = most;
        }
    }
}
