package dev.colophon.publishapi.client;

import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * Which role each route asks for: one row per route that is served, and a test that none is missing.
 *
 * @param method of the route
 * @param path pattern, as the controller declares it
 * @param role the least that suffices
 */
record RouteAccess(HttpMethod method, String path, Role role) {

    static final List<RouteAccess> ALL = List.of(
            new RouteAccess(HttpMethod.POST, "/v1/clients", Role.ADMIN),
            new RouteAccess(HttpMethod.GET, "/v1/clients", Role.ADMIN),
            new RouteAccess(HttpMethod.GET, "/v1/clients/{name}/keys", Role.ADMIN),
            new RouteAccess(HttpMethod.POST, "/v1/clients/{name}/keys", Role.ADMIN),
            new RouteAccess(HttpMethod.POST, "/v1/clients/{name}/keys/{id}/revoke", Role.ADMIN),
            new RouteAccess(HttpMethod.GET, "/v1/database", Role.ADMIN),
            new RouteAccess(HttpMethod.POST, "/v1/sites", Role.ADMIN),
            new RouteAccess(HttpMethod.GET, "/v1/sites", Role.CLIENT),
            new RouteAccess(HttpMethod.GET, "/v1/sites/{key}", Role.CLIENT),
            new RouteAccess(HttpMethod.PUT, "/v1/sites/{key}", Role.ADMIN),
            new RouteAccess(HttpMethod.PUT, "/v1/sites/{key}/credentials", Role.ADMIN),
            new RouteAccess(HttpMethod.POST, "/v1/sites/{key}/suspend", Role.OPERATOR),
            new RouteAccess(HttpMethod.POST, "/v1/sites/{key}/resume", Role.OPERATOR),
            new RouteAccess(HttpMethod.POST, "/v1/sites/{key}/retry-failed", Role.OPERATOR),
            new RouteAccess(HttpMethod.POST, "/v1/webhooks", Role.CLIENT),
            new RouteAccess(HttpMethod.GET, "/v1/webhooks", Role.CLIENT),
            new RouteAccess(HttpMethod.GET, "/v1/webhooks/{id}", Role.CLIENT),
            new RouteAccess(HttpMethod.PATCH, "/v1/webhooks/{id}", Role.CLIENT),
            new RouteAccess(HttpMethod.DELETE, "/v1/webhooks/{id}", Role.CLIENT),
            new RouteAccess(HttpMethod.POST, "/v1/webhooks/{id}/rotate-secret", Role.CLIENT),
            new RouteAccess(HttpMethod.POST, "/v1/webhooks/{id}/test", Role.CLIENT),
            new RouteAccess(HttpMethod.GET, "/v1/webhooks/{id}/deliveries", Role.CLIENT),
            new RouteAccess(HttpMethod.POST, "/v1/webhooks/{id}/deliveries/{delivery}/redeliver", Role.CLIENT),
            new RouteAccess(HttpMethod.POST, "/v1/media", Role.CLIENT),
            new RouteAccess(HttpMethod.GET, "/v1/media/{id}", Role.CLIENT),
            new RouteAccess(HttpMethod.POST, "/v1/publications", Role.CLIENT),
            new RouteAccess(HttpMethod.POST, "/v1/publications:bulk", Role.CLIENT),
            new RouteAccess(HttpMethod.GET, "/v1/bulks/{id}", Role.CLIENT),
            new RouteAccess(HttpMethod.GET, "/v1/publications", Role.CLIENT),
            new RouteAccess(HttpMethod.GET, "/v1/publications/{id}", Role.CLIENT),
            new RouteAccess(HttpMethod.GET, "/v1/publications/{id}/events", Role.CLIENT),
            new RouteAccess(HttpMethod.GET, "/v1/publications/{id}/timeline", Role.CLIENT),
            new RouteAccess(HttpMethod.GET, "/v1/publications/{id}/explanation", Role.CLIENT),
            new RouteAccess(HttpMethod.POST, "/v1/publications/{id}/unpublish", Role.CLIENT),
            new RouteAccess(HttpMethod.POST, "/v1/publications/{id}/cancel", Role.CLIENT),
            new RouteAccess(HttpMethod.POST, "/v1/publications/{id}/retry", Role.CLIENT));

    /** The roles that may pass. */
    String[] roles() {
        return List.of(Role.values()).stream()
                .filter(candidate -> candidate.covers(role))
                .map(Role::name)
                .toArray(String[]::new);
    }
}
