<?php

declare(strict_types=1);

namespace Colophon\Companion;

/**
 * Posts by publication key. What may be stored, by whom and how, is decided by WordPress's own routes, which are called from within
 * the transaction; here is decided only whether it is stored at all.
 */
final class PostsController
{
    private const KEY = '(?P<key>[A-Za-z0-9][A-Za-z0-9._:-]{7,127})';

    private KeyTable $keys;

    public function __construct()
    {
        $this->keys = new KeyTable();
    }

    public function register(): void
    {
        $epoch = ['epoch' => ['type' => 'integer', 'minimum' => 1, 'required' => true]];
        register_rest_route(REST_NAMESPACE, '/posts/' . self::KEY, [
            ['methods' => 'GET', 'callback' => [$this, 'read'], 'permission_callback' => [$this, 'may_write_posts']],
            ['methods' => 'POST', 'callback' => [$this, 'create'], 'permission_callback' => [$this, 'may_write_posts'],
                'args' => $epoch],
        ]);
        register_rest_route(REST_NAMESPACE, '/posts/' . self::KEY . '/fence', [
            ['methods' => 'POST', 'callback' => [$this, 'fence'], 'permission_callback' => [$this, 'may_write_posts'],
                'args' => $epoch],
        ]);
        register_rest_route(REST_NAMESPACE, '/posts/' . self::KEY . '/update', [
            ['methods' => 'POST', 'callback' => [$this, 'update'], 'permission_callback' => [$this, 'may_write_posts'],
                'args' => $epoch],
        ]);
        register_rest_route(REST_NAMESPACE, '/posts/' . self::KEY . '/publish', [
            ['methods' => 'POST', 'callback' => [$this, 'publish'], 'permission_callback' => [$this, 'may_write_posts'],
                'args' => $epoch],
        ]);
    }

    /**
     * The least that anyone needs here: a key can be guessed from the comment in a public post, and whoever takes or fences one keeps its
     * story from being published. Each post's own rights are checked by WordPress's routes.
     */
    public function may_write_posts(): bool|\WP_Error
    {
        return current_user_can('edit_others_posts') ?: new \WP_Error(
            'rest_cannot_create',
            'Sorry, you are not allowed to create posts as this user.',
            ['status' => rest_authorization_required_code()]
        );
    }

    /** What is there under the key, and nothing is changed. */
    public function read(\WP_REST_Request $request): \WP_REST_Response|\WP_Error
    {
        $row = $this->keys->find((string) $request['key']);
        return $row === null || $row->is_free() ? $this->no_such_key() : $this->shown($row);
    }

    /** The key's post, made by this request or by an earlier one that was the same. */
    public function create(\WP_REST_Request $request): \WP_REST_Response|\WP_Error
    {
        $fields = $this->fields($request);
        if (is_wp_error($fields)) {
            return $fields;
        }
        $type = (string) ($fields['type'] ?? 'post');
        unset($fields['type']);
        $collection = post_type_exists($type) ? rest_get_route_for_post_type_items($type) : '';
        if ($collection === '') {
            return new \WP_Error('colophon_unknown_type', "There is no post type '$type' at this site.", ['status' => 400]);
        }
        $key = (string) $request['key'];
        $epoch = (int) $request['epoch'];
        $hash = hash('sha256', (string) $request->get_body());
        $attempt = bin2hex(random_bytes(16));
        return (new Once($this->keys))->run(function () use ($key, $epoch, $hash, $attempt, $type, $collection, $fields) {
            $row = $this->keys->take($key, $hash, $attempt, $epoch, $type);
            if ($row->is_free() && $epoch >= $row->epoch) {
                $row = $this->keys->claim($key, $hash, $attempt, $epoch, $type);
            }
            return $row->attempt === $attempt
                ? $this->made($row, $collection, $fields)
                : $this->met($row, $epoch, $hash);
        });
    }

    /** Shuts out whatever older requests are still on their way. Where there is no post, there will be none by them either. */
    public function fence(\WP_REST_Request $request): \WP_REST_Response|\WP_Error
    {
        $key = (string) $request['key'];
        $epoch = (int) $request['epoch'];
        return (new Once($this->keys))->run(function () use ($key, $epoch) {
            $row = $this->keys->take($key, '', '', $epoch, '');
            if ($epoch < $row->epoch) {
                return Worked::undo($this->stale($row));
            }
            $this->keys->raise_epoch($key, $epoch);
            $row->epoch = $epoch;
            return Worked::keep($row->is_free()
                ? new \WP_REST_Response(['colophon' => ['key' => $key, 'epoch' => $epoch, 'fenced' => true]], 200)
                : $this->shown($row));
        });
    }

    /** Brings the key's post to this state. A post in the trash is left there: whoever put it there meant it. */
    public function update(\WP_REST_Request $request): \WP_REST_Response|\WP_Error
    {
        $fields = $this->fields($request);
        return is_wp_error($fields) ? $fields : $this->changed($request, $fields);
    }

    public function publish(\WP_REST_Request $request): \WP_REST_Response|\WP_Error
    {
        $fields = $request->get_body() === '' ? [] : $this->fields($request);
        return is_wp_error($fields) ? $fields : $this->changed($request, ['status' => 'publish'] + $fields);
    }

    private function made(KeyRow $row, string $collection, array $fields): Worked
    {
        $answer = $this->call('POST', $collection, $fields);
        if ($answer->is_error()) {
            return Worked::undo($answer);
        }
        $dropped = $this->dropped($fields, $answer->get_data());
        if ($dropped !== []) {
            return Worked::undo(new \WP_Error(
                'colophon_not_stored',
                'WordPress would have dropped: ' . implode(', ', $dropped) . '. Nothing was stored.',
                ['status' => 422, 'dropped' => $dropped]
            ));
        }
        $post = (int) $answer->get_data()['id'];
        if (!$this->keys->bind($row->key, $row->attempt, $post)) {
            wp_delete_post($post, true); // stored behind our back, without its key
            return Worked::undo($this->transaction_lost());
        }
        $row->post_id = $post;
        return Worked::keep($this->answer($row, $answer->get_data(), 201, false));
    }

    private function met(KeyRow $row, int $epoch, string $hash): Worked
    {
        if ($epoch < $row->epoch) {
            return Worked::undo($this->stale($row));
        }
        $this->keys->raise_epoch($row->key, $epoch);
        $row->epoch = $epoch;
        $shown = $this->shown($row);
        if (is_wp_error($shown) || hash_equals($row->body_hash, $hash)) {
            return Worked::keep($shown);
        }
        return Worked::keep(new \WP_Error(
            'colophon_key_conflict',
            'This key stands for another body. Its post is left as it is.',
            ['status' => 409, 'post' => $shown->get_data()]
        ));
    }

    private function changed(\WP_REST_Request $request, array $fields): \WP_REST_Response|\WP_Error
    {
        unset($fields['type']);
        $key = (string) $request['key'];
        $epoch = (int) $request['epoch'];
        return (new Once($this->keys))->run(function () use ($key, $epoch, $fields) {
            $row = $this->keys->locked($key);
            if ($row === null || $row->is_free()) {
                return Worked::undo($this->no_such_key());
            }
            if ($epoch < $row->epoch) {
                return Worked::undo($this->stale($row));
            }
            $post = $row->post_id === null ? null : get_post($row->post_id);
            if ($post === null) {
                return Worked::undo($this->shown($row));
            }
            if ($post->post_status === 'trash') {
                return Worked::undo(new \WP_Error(
                    'colophon_post_trashed',
                    'The post is in the trash, and stays there.',
                    ['status' => 409, 'post' => $this->shown($row)->get_data()]
                ));
            }
            $answer = $this->call('POST', rest_get_route_for_post($post), $fields);
            if ($answer->is_error()) {
                return Worked::undo($answer);
            }
            if (!$this->keys->note_update($key, $epoch, bin2hex(random_bytes(16)))) {
                return Worked::undo($this->transaction_lost());
            }
            $row->epoch = $epoch;
            return Worked::keep($this->answer($row, $answer->get_data(), 200, false));
        });
    }

    /** The post as an editor sees it now. */
    private function shown(KeyRow $row): \WP_REST_Response|\WP_Error
    {
        if ($row->post_id === null) {
            return new \WP_Error(
                'colophon_key_unfinished',
                'Another plugin ended the transaction in which this key was stored: whether there is a post, a person must see.',
                ['status' => 409]
            );
        }
        $post = get_post($row->post_id);
        if ($post === null) {
            return new \WP_Error(
                'colophon_post_gone',
                'The post of this key was deleted for good.',
                ['status' => 410, 'id' => $row->post_id]
            );
        }
        $seen = $this->call('GET', rest_get_route_for_post($post), ['context' => 'edit']);
        return $seen->is_error() ? $seen : $this->answer($row, $seen->get_data(), 200, true);
    }

    private function answer(KeyRow $row, array $post, int $status, bool $replayed): \WP_REST_Response
    {
        $response = new \WP_REST_Response(
            $post + ['colophon' => ['key' => $row->key, 'epoch' => $row->epoch, 'replayed' => $replayed]],
            $status
        );
        if ($replayed) {
            $response->header('Idempotency-Replayed', 'true');
        }
        return $response;
    }

    private function call(string $method, string $route, array $fields): \WP_REST_Response
    {
        $inner = new \WP_REST_Request($method, $route);
        if ($method === 'GET') {
            $inner->set_query_params($fields);
        } else {
            $inner->set_header('Content-Type', 'application/json');
            $inner->set_body((string) wp_json_encode($fields));
        }
        $answer = rest_do_request($inner);
        return $answer->is_error() ? $answer : new \WP_REST_Response(
            rest_get_server()->response_to_data($answer, false),
            $answer->get_status()
        );
    }

    /** Never an id: WordPress would take it for the post to change. */
    private function fields(\WP_REST_Request $request): array|\WP_Error
    {
        $fields = $request->is_json_content_type() ? json_decode((string) $request->get_body(), true) : null;
        if (!is_array($fields) || ($fields !== [] && array_is_list($fields))) {
            return new \WP_Error('colophon_no_object', 'The body must be an object in JSON.', ['status' => 400]);
        }
        unset($fields['id']);
        return $fields;
    }

    /** WordPress says 201 and leaves out what it does not know: unknown terms, a missing image, meta that nobody registered. */
    private function dropped(array $asked, array $stored): array
    {
        $dropped = [];
        foreach ($asked as $field => $value) {
            if (is_array($value) && array_is_list($value) && isset($stored[$field]) && is_array($stored[$field])) {
                if (array_diff(array_map('intval', $value), array_map('intval', $stored[$field])) !== []) {
                    $dropped[] = $field;
                }
            } elseif (!array_key_exists($field, $stored)) {
                $dropped[] = $field;
            }
        }
        foreach ((array) ($asked['meta'] ?? []) as $name => $value) {
            if (!array_key_exists($name, (array) ($stored['meta'] ?? []))) {
                $dropped[] = "meta.$name";
            }
        }
        if (($asked['featured_media'] ?? 0) !== 0 && ($stored['featured_media'] ?? 0) !== (int) $asked['featured_media']) {
            $dropped[] = 'featured_media';
        }
        return $dropped;
    }

    private function stale(KeyRow $row): \WP_Error
    {
        return new \WP_Error(
            'colophon_stale_epoch',
            'A newer holder has written under this key. Nothing was stored.',
            ['status' => 409, 'epoch' => $row->epoch]
        );
    }

    private function no_such_key(): \WP_Error
    {
        return new \WP_Error('colophon_no_such_key', 'There is no post under this key.', ['status' => 404]);
    }

    private function transaction_lost(): \WP_Error
    {
        return new \WP_Error(
            'colophon_rolled_back',
            'The database was lost in the middle of the request. Nothing was stored.',
            ['status' => 500]
        );
    }
}
