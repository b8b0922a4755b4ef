package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every page and form of the console, and the least role that it asks for. */
class ConsoleRoutesTest extends ConsoleVisit {

    private static final List<String> ROUTES = List.of(
            "GET /console client",
            "GET /console/dead-letters operator",
            "GET /console/dead-letters/{service} operator",
            "GET /console/dead-letters/{service}/{topic:[a-z0-9.]{1,100}}/{partition:[0-9]{1,6}}/{offset:[0-9]{1,18}} operator",
            "GET /console/dead-letters/{service}/{topic:[a-z0-9.]{1,100}}/{partition:[0-9]{1,6}}/{offset:[0-9]{1,18}}/replay admin",
            "POST /console/dead-letters/{service}/{topic:[a-z0-9.]{1,100}}/{partition:[0-9]{1,6}}/{offset:[0-9]{1,18}}/replay admin",
            "GET /console/integrity operator",
            "POST /console/integrity operator",
            "GET /console/integrity/{id:[a-z0-9-]{1,100}} operator",
            "POST /console/integrity/{id:[a-z0-9-]{1,100}} operator",
            "GET /console/integrity/runs/sites/{site}/reconciliations/{id} operator",
            "GET /console/overview operator",
            "GET /console/publications client",
            "GET /console/publications/{id} client",
            "GET /console/publications/{id}/{action:unpublish|cancel|retry} client",
            "POST /console/publications/{id}/{action:unpublish|cancel|retry} client",
            "GET /console/publications/{id}/reconcile operator",
            "POST /console/publications/{id}/reconcile operator",
            "GET /console/publications/{id}/reconcile/{run:[0-9a-f-]{36}} operator",
            "GET /console/publications/{id}/reconcile/{run:[0-9a-f-]{36}}/repair admin",
            "POST /console/publications/{id}/reconcile/{run:[0-9a-f-]{36}}/repair admin",
            "GET /console/rebuilds operator",
            "POST /console/rebuilds operator",
            "GET /console/rebuilds/{id} operator",
            "GET /console/rebuilds/{id}/{action:start|resume|cancel} admin",
            "POST /console/rebuilds/{id}/{action:start|resume|cancel} admin",
            "GET /console/register-site admin",
            "POST /console/register-site admin",
            "GET /console/runbooks/{name} client",
            "GET /console/runbooks/checks/{name} client",
            "GET /console/sign-in nobody",
            "POST /console/sign-in nobody",
            "POST /console/sign-out client",
            "GET /console/sites client",
            "GET /console/sites/{key} client",
            "GET /console/sites/{key}/{action:suspend|resume} operator",
            "POST /console/sites/{key}/{action:suspend|resume} operator",
            "GET /console/sites/{key}/retry-failed operator",
            "POST /console/sites/{key}/retry-failed operator",
            "POST /console/sites/{key}/test operator");

    private static final List<String> ROLES = List.of("nobody", "client", "operator", "admin");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    private record Route(String method, String path, String role) {

        static Route of(String row) {
            var method = row.substring(0, row.indexOf(' '));
            var role = row.substring(row.lastIndexOf(' ') + 1);
            return new Route(method, row.substring(method.length() + 1, row.length() - role.length() - 1), role);
        }

        /** With something at each place of the pattern that it takes. */
        String filled() {
            return path.replace("{id:[a-z0-9-]{1,100}}", "no-such-check")
                    .replace("{run:[0-9a-f-]{36}}", new UUID(0, 0).toString())
                    .replace("{topic:[a-z0-9.]{1,100}}", "no.such.topic")
                    .replace("{partition:[0-9]{1,6}}", "0")
                    .replace("{offset:[0-9]{1,18}}", "0")
                    .replaceAll("\\{action:([a-z]+)[^}]*}", "$1")
                    .replaceAll("\\{(?:id|site)}", new UUID(0, 0).toString())
                    .replaceAll("\\{[a-z]+}", "nothing");
        }
    }

    @Test
    void each_route_of_the_console_has_a_row_and_each_row_is_served() {
        var served = mappings.getHandlerMethods().entrySet().stream()
                .filter(handler ->
                        handler.getValue().getBeanType().getPackageName().endsWith(".publishapi.console"))
                .flatMap(handler -> handler.getKey().getMethodsCondition().getMethods().stream()
                        .flatMap(method ->
                                handler.getKey().getPatternValues().stream().map(path -> method + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(served)
                .as("a route without a row: add it to ROUTES with the least role that may use it, and to the locks of "
                        + "ConsoleConfiguration if that is more than a client")
                .isEqualTo(routes().map(route -> route.method() + " " + route.path())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void each_route_asks_for_its_role_and_lets_each_higher_one_pass() throws Exception {
        for (var role : ROLES) {
            cookies.getCookieStore().removeAll();
            if (!role.equals("nobody")) {
                signInAs(role);
            }
            for (var route :
                    routes().filter(one -> !one.path().contains("/sign-")).toList()) {
                var answer = route.method().equals("GET")
                        ? open(route.filled())
                        : post(route.filled(), "_csrf=" + formToken());
                var passed =
                        answer.statusCode() != 403 && !answer.uri().getPath().equals("/console/sign-in");
                assertThat(passed)
                        .as("%s as %s: %s %s", route, role, answer.statusCode(), answer.uri())
                        .isEqualTo(ROLES.indexOf(role) >= ROLES.indexOf(route.role()));
            }
        }
    }

    /** Of any form: this is not about forms. */
    private String formToken() throws Exception {
        return page(open("/console/sign-in")).expectFirst("input[name=_csrf]").attr("value");
    }

    private static Stream<Route> routes() {
        return ROUTES.stream().map(Route::of);
    }
}
