package dev.colophon.wordpresspublisher.operations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;

class OperationsAdviceTest {

    private final OperationsAdvice advice = new OperationsAdvice();

    @Test
    void what_breaks_off_on_our_side_is_not_put_down_to_the_request() throws Exception {
        for (var ours : List.of(new HttpMessageNotWritableException("x"), new AsyncRequestTimeoutException())) {
            assertThat(refusal(ours)).isEqualTo("500 OPERATIONS_FAILED");
        }
    }

    @Test
    void a_method_that_a_route_does_not_have_is_refused_with_those_that_it_has() throws Exception {
        var refused = new HttpRequestMethodNotSupportedException("PUT", List.of("GET"));

        assertThat(refusal(refused)).isEqualTo("405 REQUEST_REFUSED");
        assertThat(answer(refused).getHeaders().getAllow()).containsExactly(HttpMethod.GET);
    }

    private String refusal(Exception failed) throws Exception {
        var answer = answer(failed);
        var problem = (ProblemDetail) requireNonNull(answer.getBody());
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(problem.getStatus()).isEqualTo(answer.getStatusCode().value());
        var properties = requireNonNull(problem.getProperties());
        assertThat(properties.get("fix"))
                .isEqualTo(OperationsCode.valueOf(String.valueOf(properties.get("code")))
                        .fix());
        return answer.getStatusCode().value() + " " + properties.get("code");
    }

    private ResponseEntity<Object> answer(Exception failed) throws Exception {
        return requireNonNull(advice.handleException(failed, new ServletWebRequest(new MockHttpServletRequest())));
    }
}
