package dev.colophon.testkit.wordpress;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealWordPressExtension.class)
class RealWordPressContractTest implements WordPressContract {

    private final RealWordPress wordpress;

    RealWordPressContractTest(RealWordPress wordpress) {
        this.wordpress = wordpress;
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
