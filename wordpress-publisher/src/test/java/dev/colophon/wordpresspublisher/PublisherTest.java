package dev.colophon.wordpresspublisher;

import dev.colophon.wordpresspublisher.inbox.DeliveryConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

/** The whole service on a real PostgreSQL that holds its sites, with short times and without Kafka. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({SitesExtension.class, NothingLeftByOthers.class})
@Import(DeliveryConfiguration.class)
@DirtiesContext
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
            "COLOPHON_PLAIN_HTTP_HOSTS=127.0.0.1",
            "spring.kafka.listener.auto-startup=false",
            "colophon.wordpress.connect-timeout=500ms",
            "colophon.wordpress.request-timeout=10s",
            "colophon.publish.visit-budget=50s",
            "colophon.publish.lease=60s",
            "colophon.publish.idle-scan=1s",
            "colophon.publish.blocked-scan=100ms",
            "colophon.publish.probe-interval=300ms",
            "colophon.publish.probe-look=100ms",
            "colophon.retry.base=50ms",
            "colophon.retry.cap=400ms",
            "colophon.retry.variant-delay=200ms",
            "colophon.retry.variant-retries=50",
            "colophon.retry.retry-after-cap=500ms",
            "colophon.reconcile.every=0s",
            "colophon.trial.every=0s",
            "colophon.reconcile.reserved-too-long=1ms",
            "colophon.circuit.pause=200ms",
            "colophon.circuit.longest-pause=500ms",
            "colophon.circuit.longest-retry-after=500ms",
            "colophon.publish.waiting-look=200ms",
            "colophon.media.plain-http-hosts=127.0.0.1",
            "colophon.media.largest=200KB"
        })
public @interface PublisherTest {}
