package dev.colophon.testkit.wordpress;

import java.time.Instant;

/**
 * A post or page as the public sees it. {@code type} is {@code post} or {@code page}, {@code at} the instant at which it was
 * seen to be public.
 */
public record PublicPost(long id, String type, String title, String slug, String link, Instant at) {}
