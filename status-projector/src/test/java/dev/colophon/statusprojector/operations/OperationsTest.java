package dev.colophon.statusprojector.operations;

import dev.colophon.testkit.postgres.PostgresExtension;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The service with its operations API open to who has the key, and without Kafka. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PostgresExtension.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.kafka.listener.auto-startup=false",
            "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
            "COLOPHON_OPERATIONS_KEY=" + OperationsTest.KEY,
            "spring.datasource.hikari.data-source-properties.ApplicationName=" + OperationsTest.SESSIONS
        })
@interface OperationsTest {

    String KEY = "a-key-for-tests-alone-0123456789abcdef";

    /** Tells this pool's sessions from those of other tests, whose pools stay open in the same database. */
    String SESSIONS = "status-projector of OperationsTest";
}
