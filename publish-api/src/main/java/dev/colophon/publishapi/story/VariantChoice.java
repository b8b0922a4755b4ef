package dev.colophon.publishapi.story;

import dev.colophon.publishapi.site.Placement;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Which content a placement gets, decided when the job is accepted: at publish time there is nothing left to look for. */
public sealed interface VariantChoice {

    Content content();

    Slot slot();

    /** Content that came with the request. */
    record Given(Slot slot, Content content) implements VariantChoice {}

    /** Content that the story has from an earlier request. */
    record Kept(StoredVariant variant) implements VariantChoice {

        @Override
        public Content content() {
            return variant.content();
        }

        @Override
        public Slot slot() {
            return variant.slot();
        }
    }

    /**
     * The request's own variant for the placement, else the request's content, else the story's newest variant for the
     * placement, else its newest default. Empty if there is none of them. What the story has is asked for only if it matters.
     */
    static Optional<VariantChoice> of(
            Placement placement, Map<Slot, Content> given, Supplier<Map<Slot, StoredVariant>> newestStored) {
        return given(Slot.of(placement), given)
                .or(() -> given(Slot.DEFAULT, given))
                .or(() -> kept(placement, newestStored.get()));
    }

    private static Optional<VariantChoice> given(Slot slot, Map<Slot, Content> given) {
        return Optional.ofNullable(given.get(slot)).map(content -> new Given(slot, content));
    }

    private static Optional<VariantChoice> kept(Placement placement, Map<Slot, StoredVariant> stored) {
        return kept(Slot.of(placement), stored).or(() -> kept(Slot.DEFAULT, stored));
    }

    private static Optional<VariantChoice> kept(Slot slot, Map<Slot, StoredVariant> stored) {
        return Optional.ofNullable(stored.get(slot)).map(Kept::new);
    }
}
