package dev.colophon.testkit.wordpress;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FakeWordPressExtension.class)
class FakeWordPressContractTest implements WordPressContract {

    private final FakeWordPress wordpress;

    FakeWordPressContractTest(FakeWordPress wordpress) {
        this.wordpress = wordpress;
    }

    @Override
    public WordPressUnderTest site() {
        return wordpress;
    }
}
