package dev.colophon.wordpresspublisher.inbox;

import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.wordpresspublisher.NothingLeftByOthers;
import dev.colophon.wordpresspublisher.SitesExtension;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;

/** The whole service on a real PostgreSQL and a real Kafka; its worker looks for work by itself every ten minutes only. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({SitesExtension.class, KafkaExtension.class, NothingLeftByOthers.class})
@DirtiesContext
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"COLOPHON_PLAIN_HTTP_HOSTS=127.0.0.1", "colophon.publish.idle-scan=10m"})
@interface PublisherWithKafkaTest {}
