package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** The companion plugin changes nothing of what WordPress's own routes do; races are tried without it. */
@ExtendWith(RealWordPressExtension.class)
class RealWordPressWithCompanionContractTest implements RestContract {

    private final RealWordPress wordpress;

    RealWordPressWithCompanionContractTest(RealWordPress wordpress) {
        this.wordpress = wordpress;
    }

    @BeforeAll
    static void activate(RealWordPress wordpress) {
        var companion = new CompanionSite(wordpress);
        companion.install();
        assertThat(companion.activate().field("status")).isEqualTo("active");
    }

    /** Other classes share the site, and mean a stock one. */
    @AfterAll
    static void deactivate(RealWordPress wordpress) {
        new CompanionSite(wordpress).deactivate();
    }

    @Override
    public WordPressUnderTest site() {
        return wordpress;
    }

    @Override
    public void heal() {
        wordpress.heal();
    }
}
