package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** A retry of all that failed is as many requests as it retries. */
@TestPropertySource(properties = {"colophon.rate-limit.requests=9", "colophon.rate-limit.window=1h"})
class RetryFailedLimitTest extends Commands {

    @Test
    void each_publication_counts_and_a_call_for_more_than_are_left_retries_none() {
        tables.sql("UPDATE publish_api.client SET role = 'operator' WHERE id = :id")
                .param("id", clientIdOf(clientKey))
                .update();
        for (var number = 1; number <= 3; number++) {
            new Projector(tables).tells(publish(story()).text("/publicationId"), "failed", 1);
        }

        var two = retryFailed("?limit=2");
        var jobs = count("publish_job");
        assertThat(two.json().at("/counts/accepted").intValue()).isEqualTo(2);
        assertThat(RateLimitTest.left(two))
                .as("of 9: three stories, the request, and two retries")
                .isEqualTo(3);

        new Projector(tables).tells(two.text("/items/0/publicationId"), "failed", 2);
        new Projector(tables).tells(two.text("/items/1/publicationId"), "failed", 2);
        var three = retryFailed("");

        assertThat(three.status()).isEqualTo(429);
        assertThat(three.text("/code")).isEqualTo("RATE_LIMITED");
        assertThat(count("publish_job")).isEqualTo(jobs);
    }

    private Response retryFailed(String query) {
        return send("POST", "/v1/sites/" + site + "/retry-failed" + query, clientKey, Map.of(), "");
    }
}
