package dev.colophon.wordpresspublisher.wordpress;

/** Who asks: what every request of an errand says of itself. */
record Caller(String authorization, String correlation) {

    @Override
    public String toString() {
        return "Caller[" + correlation + "]";
    }
}
