package dev.colophon.publishapi.console;

import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.trace.TraceFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads forms, bounded in size, time and fields, before anybody asks for one of them: the container would read the whole of a form for
 * the token in it, of whoever has not signed in too, however slowly it comes, and log what it cannot read. Not a bean: it belongs to the
 * console's chain.
 */
class FormFilter extends OncePerRequestFilter {

    private static final int MOST_BYTES = 64 * 1024;

    private final JsonBody bodies;

    FormFilter(JsonBody bodies) {
        this.bodies = bodies;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest form;
        try {
            form = read(request);
        } catch (ProblemException refusal) {
            refuse(refusal, request, response);
            return;
        }
        chain.doFilter(form, response);
    }

    private HttpServletRequest read(HttpServletRequest request) {
        if (!isForm(request.getContentType())) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The console takes forms alone, in UTF-8.");
        }
        var fields = new FormFields();
        var query = request.getQueryString();
        if (query != null) {
            fields.add(query.getBytes(StandardCharsets.ISO_8859_1)); // as the container has made it from bytes
        }
        fields.add(bodies.bytes(request, MOST_BYTES));
        return new FormRequest(request, fields.byName());
    }

    private static boolean isForm(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        try {
            var type = MediaType.parseMediaType(contentType);
            var charset = type.getCharset();
            return type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)
                    && (charset == null || charset.equals(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static void refuse(ProblemException refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(refusal.code().status().value());
        response.setContentType(MediaType.TEXT_PLAIN_VALUE + ";charset=utf-8");
        var text = "Nothing was done: %s%n%s, trace %s"
                .formatted(
                        refusal.getMessage(),
                        refusal.code(),
                        TraceFilter.traceOf(request).traceId());
        // No writer: where the container has noticed a silence it takes this answer back, and gives its own as bytes.
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
