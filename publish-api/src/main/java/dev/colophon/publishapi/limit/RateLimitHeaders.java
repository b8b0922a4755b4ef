package dev.colophon.publishapi.limit;

import dev.colophon.publishapi.client.ClientId;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;

/** Says in an answer what its client may do, and how much of that is left as it is given. */
@Component
public class RateLimitHeaders {

    private final RateLimits limits;
    private final RateLimitProperties properties;

    RateLimitHeaders(RateLimits limits, RateLimitProperties properties) {
        this.limits = limits;
        this.properties = properties;
    }

    /** To be told anew where a request has come to count for more than itself: what was told before is replaced. */
    public void tell(ClientId client, HttpServletResponse response) {
        var left = limits.left(client);
        response.setHeader(
                "RateLimit-Policy",
                "\"default\";q=" + properties.requests() + ";w="
                        + properties.window().toSeconds());
        response.setHeader(
                "RateLimit",
                "\"default\";r=" + left.requests() + ";t=" + left.reset().toSeconds());
    }
}
