package dev.colophon.publishapi.console;

import dev.colophon.publishapi.client.RecogniseCaller;
import dev.colophon.publishapi.client.Role;
import dev.colophon.publishapi.problem.JsonBody;
import java.time.InstantSource;
import org.apache.catalina.session.ManagerBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The console's locks: a session instead of a bearer key, a token in every form, and nothing from elsewhere in any page. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {

    static final int MOST_SESSIONS = 1000;

    private static final String[] ADMINISTRATORS_PAGES = {
        "/console/register-site",
        "/console/rebuilds/*/start",
        "/console/rebuilds/*/resume",
        "/console/rebuilds/*/cancel",
        "/console/dead-letters/*/*/*/*/replay",
        "/console/publications/*/reconcile/*/repair"
    };

    private static final String[] OPERATORS_PAGES = {
        "/console/sites/*/suspend",
        "/console/sites/*/resume",
        "/console/sites/*/retry-failed",
        "/console/sites/*/test",
        "/console/integrity/**",
        "/console/rebuilds/**",
        "/console/dead-letters/**",
        "/console/publications/*/reconcile/**",
        "/console/overview"
    };

    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                    + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    @Order(1)
    SecurityFilterChain console(
            HttpSecurity http, RecogniseCaller recogniseCaller, InstantSource clock, JsonBody bodies) throws Exception {
        return http.securityMatcher("/console", "/console/**")
                .authorizeHttpRequests(routes -> routes.requestMatchers("/console/sign-in", "/console/assets/**")
                        .permitAll()
                        .requestMatchers(ADMINISTRATORS_PAGES)
                        .hasAuthority(Role.ADMIN.name())
                        .requestMatchers(OPERATORS_PAGES)
                        .hasAnyAuthority(Role.OPERATOR.name(), Role.ADMIN.name())
                        .anyRequest()
                        .authenticated())
                .addFilterBefore(new OwnFormsFilter(), CsrfFilter.class)
                // What looks for a form's token is the first to ask for a field.
                .addFilterBefore(new FormFilter(bodies), CsrfFilter.class)
                .addFilterBefore(new SessionFilter(recogniseCaller, clock), AnonymousAuthenticationFilter.class)
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (_, response, _) -> response.sendRedirect("/console/sign-in", 303))
                        .accessDeniedHandler(denied()))
                .csrf(csrf -> csrf.csrfTokenRepository(new FormTokens()))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                // Ours alone: Spring's would give a new form token at each request, and other pages' forms would be out
                // of date.
                .sessionManagement(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedSessions() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getManager() instanceof ManagerBase sessions) {
                sessions.setMaxActiveSessions(MOST_SESSIONS);
            }
        });
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/console/assets/**").addResourceLocations("classpath:/console-assets/");
    }

    private static AccessDeniedHandler denied() {
        return (_, response, denial) -> {
            response.setStatus(HttpStatus.FORBIDDEN.value());
            response.setContentType(MediaType.TEXT_PLAIN_VALUE + ";charset=utf-8");
            response.getWriter()
                    .write(
                            denial instanceof CsrfException
                                    ? "This form is out of date, and nothing was done. Go back, load the page anew, and try again."
                                    : "Nothing was done: this needs the key of somebody with a higher role.");
        };
    }
}
