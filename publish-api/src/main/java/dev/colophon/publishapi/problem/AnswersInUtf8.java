package dev.colophon.publishapi.problem;

import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** All is answered in UTF-8, as JSON must be. Another character set in Accept is passed over: nothing here could write it. */
@Configuration(proxyBeanMethods = false)
class AnswersInUtf8 implements WebMvcConfigurer {

    private static final String CHARACTER_SET = "charset";

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        var accept = new HeaderContentNegotiationStrategy();
        negotiation.strategies(List.of(request -> accept.resolveMediaTypes(request).stream()
                .map(AnswersInUtf8::inAnyCharacterSet)
                .toList()));
    }

    private static MediaType inAnyCharacterSet(MediaType type) {
        var parameters = new LinkedHashMap<>(type.getParameters());
        parameters.keySet().removeIf(CHARACTER_SET::equalsIgnoreCase);
        return new MediaType(type, parameters);
    }
}
