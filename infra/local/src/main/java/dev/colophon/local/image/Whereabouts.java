package dev.colophon.local.image;

import dev.colophon.local.config.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Where the images are that an export names, if elsewhere than it says.
 *
 * @param moved beginnings of addresses, and what stands in their place; of several that fit the longest holds
 */
public record Whereabouts(Map<String, String> moved) {

    private static final int ADDRESS_MAX = 2000;

    public Whereabouts {
        moved = Map.copyOf(moved);
        moved.forEach((from, to) -> {
            if (from.isBlank() || !to.matches("https?://[!-~]+")) {
                throw new Refusal(
                        "'%s=%s' does not say where images are: FROM is the beginning of their addresses, TO an http address"
                                .formatted(from, to));
            }
        });
    }

    /** The address to fetch it from, in ASCII; empty where it is none of the web. */
    Optional<URI> of(String url) {
        var from = moved.keySet().stream()
                .filter(url::startsWith)
                .max(Comparator.comparingInt(String::length))
                .orElse("");
        var address = moved.getOrDefault(from, "") + url.substring(from.length());
        try {
            var ascii = new URI(address.replace(" ", "%20")).toASCIIString();
            return ascii.matches("https?://[!-~]+") && ascii.length() <= ADDRESS_MAX
                    ? Optional.of(new URI(ascii)).filter(uri -> uri.getHost() != null && uri.getRawUserInfo() == null)
                    : Optional.empty();
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    /** Whether whoever runs this said that it is there. */
    boolean isChosen(URI address) {
        return moved.values().stream().anyMatch(address.toString()::startsWith);
    }
}
