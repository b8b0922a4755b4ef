package dev.colophon.publishapi.problem;

import dev.colophon.publishapi.trace.TraceFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes Tomcat's own refusals (an unreadable request line, a header too long) problems too, instead of HTML pages. */
@Component
class ContainerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReport.class.getName());
            }
        });
    }

    /** Made by Tomcat by name, hence public and without arguments. */
    public static class ProblemReport extends ErrorReportValve {

        private static final JsonMapper JSON = JsonMapper.builder().build();

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            var code = ProblemCode.of(response.getStatus());
            var problem = Problem.of(code, code.title() + ".", List.of(), TraceFilter.NO_TRACE_ID);
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
