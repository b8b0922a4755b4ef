package dev.colophon.outboxrelay.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

    @Test
    void takes_a_jdbc_url_apart() {
        assertThat(DatabaseAddress.of(
                        "jdbc:postgresql://db.internal:5433/colophon?sslmode=verify-full&options=-c%20a=b"))
                .isEqualTo(new DatabaseAddress(
                        "db.internal", 5433, "colophon", Map.of("sslmode", "verify-full", "options", "-c a=b")));
    }

    @Test
    void the_port_may_be_left_out() {
        assertThat(DatabaseAddress.of("jdbc:postgresql://localhost/colophon"))
                .isEqualTo(new DatabaseAddress("localhost", 5432, "colophon", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "postgresql://localhost/colophon",
                "jdbc:mysql://localhost/colophon",
                "jdbc:postgresql:colophon",
                "jdbc:postgresql://localhost/",
                "jdbc:postgresql://one:5432,two:5432/colophon"
            })
    void refuses_what_is_no_single_server(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseAddress.of(url))
                .withMessageContaining("COLOPHON_DATABASE_URL");
    }
}
