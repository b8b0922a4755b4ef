package dev.colophon.publishapi.webhook.delivery;

import dev.colophon.publishapi.webhook.Destinations;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;

/** No answer came; the code says why. The message that was sent may have been taken all the same. */
final class NoAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    NoAnswer(String code) {
        super(code);
        this.code = code;
    }

    static NoAnswer because(IOException failed, boolean late) {
        return new NoAnswer(
                switch (failed) {
                    case Destinations.Refused _ -> "WEBHOOK_ADDRESS_REFUSED";
                    case UnknownHostException _,
                            ConnectTimeoutException _,
                            ConnectException _,
                            NoRouteToHostException _ -> "WEBHOOK_UNREACHABLE";
                    case IOException _ when late -> "WEBHOOK_NO_ANSWER";
                    case SSLException _ -> "WEBHOOK_TLS_REFUSED";
                    default -> "WEBHOOK_CONNECTION_LOST";
                });
    }

    String code() {
        return code;
    }
}
