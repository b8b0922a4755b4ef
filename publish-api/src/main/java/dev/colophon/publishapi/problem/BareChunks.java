package dev.colophon.publishapi.problem;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Takes bodies in chunks without extensions and trailers, which nothing here reads. Tomcat would read 8 KiB of either on its own, byte by
 * byte if they drip, and whoever reads the body would look at no clock meanwhile. A request with one is a 400 at its first byte.
 */
@Component
class BareChunks implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final int NO_EXTENSION = 0;
    /** The empty line that ends each body in chunks is all that stands where trailers would. */
    private static final int NO_TRAILER = "\r\n".length();

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxExtensionSize(NO_EXTENSION);
                http.setMaxTrailerSize(NO_TRAILER);
            }
        });
    }
}
