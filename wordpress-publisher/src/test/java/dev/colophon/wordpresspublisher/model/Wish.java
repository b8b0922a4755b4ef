package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.publication.Visibility;

/** What a client may want: one of two contents, public or held as a draft. Equal wishes have equal fingerprints. */
enum Wish {
    FIRST(1, Visibility.PUBLIC),
    FIRST_HELD(1, Visibility.DRAFT),
    SECOND(2, Visibility.PUBLIC),
    SECOND_HELD(2, Visibility.DRAFT);

    static final int BITS = 2;

    private static final Wish[] ALL = values();

    private final int content;
    private final Visibility visibility;

    Wish(int content, Visibility visibility) {
        this.content = content;
        this.visibility = visibility;
    }

    static Wish of(int number) {
        return ALL[number];
    }

    static Wish of(int content, boolean shown) {
        return ALL[(content - 1) * 2 + (shown ? 0 : 1)];
    }

    static Wish ofFingerprint(String fingerprint) {
        return valueOf(fingerprint);
    }

    static int contentOf(String hash) {
        return hash.charAt(hash.length() - 1) - '0';
    }

    static String hashOf(int content) {
        return "sha256:" + content;
    }

    String fingerprint() {
        return name();
    }

    int content() {
        return content;
    }

    Visibility visibility() {
        return visibility;
    }

    boolean isPublic() {
        return visibility == Visibility.PUBLIC;
    }

    Wish withOtherContent() {
        return of(3 - content, true);
    }

    Wish held() {
        return of(content, false);
    }

    Wish shown() {
        return of(content, true);
    }
}
