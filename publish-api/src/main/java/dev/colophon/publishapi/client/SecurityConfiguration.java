package dev.colophon.publishapi.client;

import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.problem.Problems;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** The door's locks: stateless, bearer keys only, roles by {@link RouteAccess}. Health and metrics stand at a port apart. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http) throws Exception {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .authorizeHttpRequests(routes -> routes.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(
            HttpSecurity http, RecogniseCaller recogniseCaller, AccessTokens accessTokens, Problems problems)
            throws Exception {
        return http.authorizeHttpRequests(SecurityConfiguration::roles)
                .addFilterBefore(
                        new ApiKeyFilter(recogniseCaller, accessTokens, problems), AnonymousAuthenticationFilter.class)
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(unauthenticated(problems))
                        .accessDeniedHandler(forbidden(problems)))
                .csrf(AbstractHttpConfigurer::disable) // no cookie authenticates anybody here
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** What is observed is the request; the steps of this chain would be as many observations again, which nobody asks for. */
    @Bean
    SecurityObservationSettings requestsAreObservedAlready() {
        return SecurityObservationSettings.noObservations();
    }

    /** Keeps Spring Boot from inventing a user with a generated password: nobody logs in with one here. */
    @Bean
    AuthenticationManager noPasswords() {
        return attempt -> {
            throw new IllegalStateException("callers are recognised by their API keys alone");
        };
    }

    @Bean
    RequestRejectedHandler rejected(Problems problems) {
        return (request, response, _) -> problems.write(
                new ProblemException(ProblemCode.BAD_REQUEST, "The address or a header of the request is not allowed."),
                request,
                response);
    }

    private static void roles(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry routes) {
        // An error, or a stream that goes on, was let in when it was a request.
        routes.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll();
        for (var route : RouteAccess.ALL) {
            routes.requestMatchers(route.method(), route.path()).hasAnyAuthority(route.roles());
            if (HttpMethod.GET.equals(route.method())) {
                routes.requestMatchers(HttpMethod.HEAD, route.path()).hasAnyAuthority(route.roles());
            }
        }
        routes.anyRequest().authenticated(); // reaches no route, but the 404 or 405 that it deserves
    }

    private static AuthenticationEntryPoint unauthenticated(Problems problems) {
        return (request, response, _) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"colophon\"");
            problems.write(ApiKeyFilter.unauthenticated(), request, response);
        };
    }

    private static AccessDeniedHandler forbidden(Problems problems) {
        return (request, response, _) -> problems.write(
                new ProblemException(ProblemCode.FORBIDDEN, "Use the key of a client with a higher role."),
                request,
                response);
    }
}
