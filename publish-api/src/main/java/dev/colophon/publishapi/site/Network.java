package dev.colophon.publishapi.site;

import java.net.InetAddress;
import java.util.Arrays;

/** A network in CIDR notation. */
final class Network {

    static final int IPV4_BYTES = 4;

    private final byte[] address;
    private final int prefix;

    private Network(byte[] address, int prefix) {
        if (prefix < 0 || prefix > address.length * Byte.SIZE) {
            throw new IllegalArgumentException("no prefix of such an address: " + prefix);
        }
        this.address = address;
        this.prefix = prefix;
    }

    static Network parse(String text) {
        var parts = text.split("/", 2);
        return new Network(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
    }

    /** Whether an address lies in it: one of another version of the protocol never does. */
    boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        var whole = prefix / Byte.SIZE;
        if (!Arrays.equals(address, 0, whole, other, 0, whole)) {
            return false;
        }
        var rest = prefix % Byte.SIZE;
        return rest == 0
                || (address[whole] & 0xff) >> (Byte.SIZE - rest) == (other[whole] & 0xff) >> (Byte.SIZE - rest);
    }
}
