package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.publication.PublicationId;
import java.util.Collection;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** Ids of publications as the one parameter of a statement; no store. A statement's text does not depend on how many they are. */
final class PublicationIds {

    private PublicationIds() {}

    static SqlParameterSource parameter(Collection<PublicationId> publications) {
        return new MapSqlParameterSource(
                "publications",
                publications.stream().map(PublicationId::toString).toArray(String[]::new));
    }
}
