package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.wordpress.WordPressProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class PropertiesTest {

    private final ApplicationContextRunner service =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({PublishProperties.class, RetryProperties.class, WordPressProperties.class})
    static class Settings {}

    @Test
    void the_defaults_are_in_the_right_relation() {
        service.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(RetryProperties.class).variantDelay()).hasSeconds(45);
            assertThat(context.getBean(RetryProperties.class).variantRetries()).isEqualTo(3);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "colophon.publish.lease=60s, colophon.publish.lease",
        "colophon.publish.visit-budget=2m, colophon.publish.visit-budget",
        "colophon.publish.workers=0, colophon.publish.workers",
        "colophon.retry.variant-delay=-45s, VARIANT_RETRY_DELAY_SECONDS",
        "colophon.retry.variant-retries=-1, MAX_VARIANT_RETRIES",
        "colophon.retry.variant-delay=soons, variant-delay",
        "colophon.retry.max-strikes=0, max-strikes",
        "colophon.wordpress.request-timeout=1s, connect-timeout"
    })
    void a_bad_setting_stops_the_start_and_is_named(String setting, String named) {
        service.withPropertyValues(setting)
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining(named));
    }
}
