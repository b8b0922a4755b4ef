package dev.colophon.reference;

import java.util.List;

/**
 * A record of settings.
 *
 * @param prefix of its properties; empty if it is only a part of another record
 * @param role its Javadoc's first sentence
 * @param refusals what the service says when it refuses to start with values that do not go together
 */
record SettingsRecord(
        String simpleName, String prefix, String role, List<Property> properties, List<String> refusals) {}
