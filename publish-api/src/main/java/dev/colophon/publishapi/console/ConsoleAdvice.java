package dev.colophon.publishapi.console;

import dev.colophon.publishapi.problem.Parameters;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.trace.TraceFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Says what went wrong as a page, where the API would answer with a problem. */
@ControllerAdvice(basePackageClasses = ConsoleAdvice.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConsoleAdvice {

    private static final Logger log = LoggerFactory.getLogger(ConsoleAdvice.class);

    @ExceptionHandler(ProblemException.class)
    ModelAndView refused(ProblemException refusal, HttpServletRequest request) {
        return page(refusal.code(), String.valueOf(refusal.getMessage()), request);
    }

    @ExceptionHandler(ServletRequestBindingException.class)
    ModelAndView incomplete(HttpServletRequest request) {
        return page(ProblemCode.BAD_REQUEST, "A field of the form is missing. Load the page anew.", request);
    }

    @ExceptionHandler(InvalidParameterException.class)
    ModelAndView unreadable(InvalidParameterException unreadable, HttpServletRequest request) {
        return refused(Parameters.unreadable(unreadable), request);
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ModelAndView noSuchThing(MethodArgumentTypeMismatchException mismatch, HttpServletRequest request) {
        return mismatch.getParameter().hasParameterAnnotation(PathVariable.class)
                ? page(ProblemCode.NOT_FOUND, "Nothing can be of that name.", request)
                : page(ProblemCode.INVALID_PARAMETER, "Parameter " + mismatch.getName() + " is not valid.", request);
    }

    @ExceptionHandler(Exception.class)
    ModelAndView failed(Exception failure, HttpServletRequest request) {
        log.error("A page of the console failed; whoever looked is told to try again", failure);
        return page(ProblemCode.INTERNAL_ERROR, "Nothing is known to have been done. Try again shortly.", request);
    }

    private static ModelAndView page(ProblemCode code, String detail, HttpServletRequest request) {
        var page = new ModelAndView(
                "console/problem", HttpStatus.valueOf(code.status().value()));
        page.addObject("title", code.title());
        page.addObject("code", code.name());
        page.addObject("detail", detail);
        page.addObject("trace", TraceFilter.traceOf(request).traceId());
        return page;
    }
}
