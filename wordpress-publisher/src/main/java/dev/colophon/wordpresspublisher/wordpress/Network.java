package dev.colophon.wordpresspublisher.wordpress;

import java.net.InetAddress;
import java.util.Arrays;

/** A network in CIDR notation: the addresses that share its first {@code prefix} bits. */
record Network(InetAddress first, int prefix) {

    static Network parse(String text) {
        String[] parts = text.split("/", 2);
        return new Network(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
    }

    /** An address of the other version of the protocol lies in no such network. */
    boolean contains(InetAddress address) {
        byte[] ours = first.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = prefix / Byte.SIZE;
        int rest = Byte.SIZE - prefix % Byte.SIZE;
        return Arrays.equals(ours, 0, whole, theirs, 0, whole)
                && (rest == Byte.SIZE || (ours[whole] & 0xff) >> rest == (theirs[whole] & 0xff) >> rest);
    }
}
