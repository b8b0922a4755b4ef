package dev.colophon.testkit.wordpress;

/** What a publisher may rely on where the companion plugin is active: one post for each key, whatever happens on the way. */
interface CompanionContract
        extends CompanionAccessContract,
                CompanionCreateContract,
                CompanionEpochContract,
                CompanionFaultContract,
                CompanionRefusalContract,
                CompanionTrashContract {}
