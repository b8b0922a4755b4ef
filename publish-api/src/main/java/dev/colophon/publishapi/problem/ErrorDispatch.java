package dev.colophon.publishapi.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what went wrong outside Spring MVC but inside the container: its error dispatch ends here. */
@RestController
class ErrorDispatch implements ErrorController {

    private final Problems problems;

    ErrorDispatch(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<Problem> error(HttpServletRequest request) {
        return switch (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)) {
            // A body fell silent, or broke off. Tomcat takes the answer away from whoever was reading it: here it is
            // given again.
            case SocketTimeoutException _ -> answer(HttpStatus.REQUEST_TIMEOUT, request);
            case IOException _ -> answer(HttpStatus.BAD_REQUEST, request);
            case Exception failure -> problems.answer(failure, request);
            case null, default -> {
                var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
                yield problems.answer(status instanceof Integer code ? code : 404, new HttpHeaders(), request);
            }
        };
    }

    private ResponseEntity<Problem> answer(HttpStatus status, HttpServletRequest request) {
        return problems.answer(status.value(), new HttpHeaders(), request);
    }
}
