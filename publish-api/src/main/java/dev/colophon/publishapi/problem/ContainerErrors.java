package dev.colophon.publishapi.problem;

import dev.colophon.publishapi.trace.TraceFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes Tomcat's own refusals (an unreadable request line, a header too long) problems too, instead of HTML pages. */
@Component
class ContainerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final RandomGenerator random;

    ContainerErrors(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                // The host makes none of its own where it finds one of the class that it is told.
                host.setErrorReportValveClass(ProblemReport.class.getName());
                host.getPipeline().addValve(new ProblemReport(random));
            }
        });
    }

    private static final class ProblemReport extends ErrorReportValve {

        private static final Logger log = LoggerFactory.getLogger(ContainerErrors.class);
        private static final JsonMapper JSON = JsonMapper.builder().build();

        private final RandomGenerator random;

        ProblemReport(RandomGenerator random) {
            this.random = random;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            var code = ProblemCode.of(response.getStatus());
            var trace = TraceFilter.traceOf(request, random).traceId();
            log.debug("The container refused a request with {}: trace {}", response.getStatus(), trace);
            var problem = Problem.of(code, code.title() + ".", List.of(), trace);
            response.setContentType(Problem.MEDIA_TYPE);
            try {
                response.getOutputStream()
                        .write(JSON.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
                response.finishResponse();
            } catch (IOException | IllegalStateException gone) {
                // The client has left, or the connection cannot carry an answer any more: nobody is there to be told.
                container.getLogger().debug("no answer could be written", gone);
            }
        }
    }
}
