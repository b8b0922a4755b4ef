package dev.colophon.publishapi.seal;

import java.util.List;
import java.util.UUID;

/** Where sealed secrets of one kind are stored, by the key that sealed them: Tink names it from the fifth byte on. Opens no transaction. */
public interface SealedRows {

    /** How many other keys than the one of this mark have sealed. */
    long count(byte[] mark);

    /** Such secrets of the next rows in the order of their ids, about so many; those of one row come together. */
    List<Sealed> ofOtherKeys(byte[] mark, UUID after, int batch);

    /** Whether it was still what is stored, and is sealed anew now. */
    boolean reseal(Sealed secret, byte[] anew);

    /**
     * A secret as it is stored.
     *
     * @param id of its row
     * @param former whether it is one that a newer has replaced
     * @param owner for whom alone it opens
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, compared by the database alone
    record Sealed(UUID id, boolean former, String owner, byte[] bytes) {}
}
