package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.PostsOnRecord;
import dev.colophon.wordpresspublisher.site.SiteMedia;
import org.springframework.stereotype.Component;

/** The transactions within a visit, each before or after a request to the site, never around one. */
@Component
record VisitTransactions(
        CheckpointPost checkpointPost,
        IntendWrite intendWrite,
        OpenGeneration openGeneration,
        KeyTransactions keys,
        SiteMedia media,
        PostsOnRecord posts) {}
