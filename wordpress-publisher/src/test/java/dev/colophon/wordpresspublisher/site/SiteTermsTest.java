package dev.colophon.wordpresspublisher.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One of many makes a term, and its id is put down once. */
@ExtendWith(PostgresExtension.class)
class SiteTermsTest {

    private static final Duration LEASE = Duration.ofMinutes(5);

    private final SiteTerms terms;
    private final JdbcClient superuser;
    private final SiteId site = new SiteId(UUID.randomUUID());
    private final SiteTerms.Term news = new SiteTerms.Term(site, "categories", 0, "News");

    SiteTermsTest(PostgresServer postgres) {
        postgres.migrate("wordpress-publisher");
        this.terms = new SiteTerms(JdbcClient.create(postgres.as("wordpress_publisher")));
        this.superuser = JdbcClient.create(postgres.superuser());
    }

    @Test
    void of_many_that_ask_at_once_one_may_make_it() throws Exception {
        List<Callable<Optional<SiteTerms.Making>>> all = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String name = i % 2 == 0 ? "News" : " NEWS ";
            all.add(() -> terms.claim(new SiteTerms.Term(site, "categories", 0, name), LEASE));
        }

        int makers = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var claim : threads.invokeAll(all)) {
                makers += claim.get().isPresent() ? 1 : 0;
            }
        }

        assertThat(makers).isOne();
    }

    @Test
    void the_first_id_stands_whoever_comes_later() {
        terms.claim(news, LEASE);

        assertThat(terms.made(news, 7)).isEqualTo(7);
        assertThat(terms.made(news, 8)).isEqualTo(7);
        assertThat(terms.find(news)).contains(7L);
        assertThat(terms.claim(news, LEASE)).isEmpty();
        assertThatThrownBy(() -> superuser
                        .sql("UPDATE wordpress_publisher.site_term SET term_id = 9 WHERE site_id = :site")
                        .param("site", site.value())
                        .update())
                .hasMessageContaining("set once");
    }

    @Test
    void a_claim_that_ran_out_or_was_given_up_is_free_and_a_later_holders_is_not() {
        var first = terms.claim(news, Duration.ZERO).orElseThrow();
        var second = terms.claim(news, LEASE).orElseThrow();

        terms.giveUp(first);
        assertThat(terms.claim(news, LEASE)).isEmpty();

        terms.giveUp(second);
        assertThat(terms.claim(news, LEASE)).isPresent();
    }

    @Test
    void one_name_under_two_parents_is_two_terms_and_goes_with_its_parent() {
        var inNews = new SiteTerms.Term(site, "categories", 7, "Europe");
        var inSport = new SiteTerms.Term(site, "categories", 8, "europe");
        for (var term : List.of(inNews, inSport)) {
            assertThat(terms.claim(term, LEASE)).isPresent();
        }
        terms.made(inNews, 70);
        terms.made(inSport, 80);
        assertThat(terms.find(new SiteTerms.Term(site, "categories", 0, "Europe")))
                .isEmpty();

        terms.forget(site, List.of(7L));

        assertThat(terms.find(inNews)).isEmpty();
        assertThat(terms.find(inSport)).contains(80L);
        assertThatThrownBy(() -> superuser
                        .sql("UPDATE wordpress_publisher.site_term SET parent_id = term_id WHERE site_id = :site")
                        .param("site", site.value())
                        .update())
                .hasMessageContaining("site_term_is_not_its_own_parent");
    }

    @Test
    void what_the_site_dropped_is_forgotten_and_nothing_else() {
        var other = new SiteTerms.Term(site, "tags", 0, "News");
        for (var term : List.of(news, other)) {
            terms.claim(term, LEASE);
        }
        terms.made(news, 7);
        terms.made(other, 8);

        terms.forget(site, List.of(7L));

        assertThat(terms.find(news)).isEmpty();
        assertThat(terms.find(other)).contains(8L);
    }
}
