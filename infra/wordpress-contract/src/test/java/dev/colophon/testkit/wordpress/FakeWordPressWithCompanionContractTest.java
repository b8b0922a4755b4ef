package dev.colophon.testkit.wordpress;

import org.junit.jupiter.api.AfterEach;

/** A site that has the companion plugin is WordPress all the same to whoever takes the stock way; races are tried without it. */
class FakeWordPressWithCompanionContractTest implements RestContract {

    private final FakeWordPress wordpress =
            FakeWordPress.builder().withCompanion().start();

    @Override
    public WordPressUnderTest site() {
        return wordpress;
    }

    @AfterEach
    void close() {
        wordpress.close();
    }
}
