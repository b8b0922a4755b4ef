<?php

declare(strict_types=1);

namespace Colophon\Companion;

/** What is on record of one publication key. */
final class KeyRow
{
    private function __construct(
        public string $key,
        public string $body_hash,
        public string $attempt,
        public int $epoch,
        public string $post_type,
        public ?int $post_id
    ) {
    }

    /** Whether the next create of its epoch or a newer one makes the post. */
    public function is_free(): bool
    {
        return $this->post_id === null && $this->attempt === '';
    }

    public static function of(object $row): self
    {
        return new self(
            $row->publication_key,
            $row->body_hash,
            $row->attempt,
            (int) $row->epoch,
            $row->post_type,
            $row->post_id === null ? null : (int) $row->post_id
        );
    }
}
