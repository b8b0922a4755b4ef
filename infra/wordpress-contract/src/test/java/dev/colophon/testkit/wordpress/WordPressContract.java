package dev.colophon.testkit.wordpress;

/**
 * What a publisher may rely on, and what it may not, as sentences that hold for a real WordPress. The fake must pass all of
 * them as they stand: where the two differ, the fake is wrong.
 */
interface WordPressContract extends RestContract, RaceContract {}
