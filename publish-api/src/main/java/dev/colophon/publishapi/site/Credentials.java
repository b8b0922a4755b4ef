package dev.colophon.publishapi.site;

/** What opens a site. Never stored, logged or answered in this form. */
record Credentials(String kind, String username, String password) {

    /** The one kind there is: WordPress's application passwords. */
    static final String APPLICATION_PASSWORD = "application_password";

    Credentials {
        if (!kind.equals(APPLICATION_PASSWORD) || username.isBlank() || password.isBlank()) {
            throw new IllegalArgumentException("credentials are not complete");
        }
    }

    @Override
    public String toString() {
        return "Credentials[kind=" + kind + ", username=***, password=***]";
    }
}
