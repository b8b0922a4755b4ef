package dev.colophon.publishapi.problem;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Bounds what becomes of a body that nobody has read, since the request was refused before or amid it. Tomcat reads on until the body
 * ends, so that the client gets to see its answer; one that drips, be it without any key, would be read for as long as it likes.
 */
@Component
class UnreadBodies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final BodyProperties properties;

    UnreadBodies(BodyProperties properties) {
        this.properties = properties;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new Drain(properties.unread()));
    }

    /** Gives the answer, reads on for a moment, and then has the connection closed. */
    private static final class Drain extends ValveBase {

        private final Duration within;

        Drain(Duration within) {
            super(true);
            this.within = within;
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            getNext().invoke(request, response);
            var coyote = request.getCoyoteRequest();
            // Who waits for leave to send a body (Expect) has not sent it: Tomcat sees to that.
            if (request.isAsync() || coyote.isFinished() || coyote.hasExpectation()) {
                return;
            }
            response.finishResponse();
            drain(coyote);
            if (!coyote.isFinished()) {
                coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }

        /** By Tomcat's own means: what the servlet reads from is closed by now. */
        private void drain(org.apache.coyote.Request coyote) {
            var begin = System.nanoTime();
            var unwanted = new Unwanted();
            try {
                while (coyote.doRead(unwanted) >= 0 && System.nanoTime() - begin < within.toNanos()) {
                    unwanted.drop();
                }
            } catch (IOException gone) {
                container.getLogger().debug("a body that nobody wanted has ended early", gone);
            }
        }
    }

    /** Where Tomcat puts what it has read. */
    private static final class Unwanted implements ApplicationBufferHandler {

        private ByteBuffer part = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            part = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return part;
        }

        @Override
        public void expand(int size) {
            // Nothing is kept.
        }

        private void drop() {
            part = ByteBuffer.allocate(0);
        }
    }
}
