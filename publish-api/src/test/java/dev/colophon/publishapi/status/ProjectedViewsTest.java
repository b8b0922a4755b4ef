package dev.colophon.publishapi.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.client.HtmlPolicy;
import dev.colophon.publishapi.client.Role;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(PostgresExtension.class)
class ProjectedViewsTest {

    @Test
    void before_the_projector_has_published_its_views_reading_works_and_tells_of_nothing(PostgresServer postgres) {
        postgres.migrate("publish-api");
        postgres.migrate("status-projector");
        var jdbc = JdbcClient.create(postgres.as("publish_api"));
        var superuser = JdbcClient.create(postgres.superuser());
        superuser
                .sql("REVOKE USAGE ON SCHEMA status_projector FROM publish_api")
                .update();
        try {
            var views = new ProjectedViews(jdbc);
            assertThat(views.readable()).isFalse();
            var someone = new Caller(new ClientId(new UUID(0, 1)), "someone", Role.CLIENT, HtmlPolicy.TRUSTED);
            var statuses = new Statuses(jdbc, views);
            assertThat(statuses.find(new PublicationId(new UUID(0, 1)), someone))
                    .isEmpty();
            for (var status : Status.values()) {
                assertThat(statuses.list(StatusFilter.of(null, status.text(), null, null, null), someone))
                        .as(status.text())
                        .isEmpty();
            }
            assertThat(new Timelines(jdbc, views, JsonMapper.builder().build())
                            .page(new PublicationId(new UUID(0, 1)), 0, 1))
                    .isEmpty();

            superuser
                    .sql("GRANT USAGE ON SCHEMA status_projector TO publish_api")
                    .update();
            assertThat(views.readable()).isTrue();
        } finally {
            superuser
                    .sql("GRANT USAGE ON SCHEMA status_projector TO publish_api")
                    .update();
        }
    }
}
