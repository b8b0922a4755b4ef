<?php

declare(strict_types=1);

namespace Colophon\Companion;

/** Makes, lists and revokes API keys. For administrators only; a key is shown once, when it is made. */
final class ApiKeysController
{
    public function register(): void
    {
        register_rest_route(REST_NAMESPACE, '/keys', [
            ['methods' => 'GET', 'callback' => [$this, 'all'], 'permission_callback' => [$this, 'may_manage']],
            ['methods' => 'POST', 'callback' => [$this, 'create'], 'permission_callback' => [$this, 'may_manage'], 'args' => [
                'user' => ['type' => 'integer', 'minimum' => 1, 'required' => true],
                'name' => ['type' => 'string', 'minLength' => 1, 'maxLength' => 100, 'required' => true],
            ]],
        ]);
        register_rest_route(REST_NAMESPACE, '/keys/(?P<id>[0-9a-f]{16})', [
            ['methods' => 'DELETE', 'callback' => [$this, 'revoke'], 'permission_callback' => [$this, 'may_manage']],
        ]);
    }

    /** A key makes no keys: whoever gets hold of one must not be able to keep the door open. */
    public function may_manage(): bool|\WP_Error
    {
        return (current_user_can('manage_options') && !ApiKeys::by_key()) ?: new \WP_Error(
            'rest_forbidden',
            'Sorry, you are not allowed to manage API keys.',
            ['status' => rest_authorization_required_code()]
        );
    }

    public function all(): array
    {
        return ApiKeys::all();
    }

    public function create(\WP_REST_Request $request): \WP_REST_Response|\WP_Error
    {
        $user = (int) $request['user'];
        if (get_userdata($user) === false) {
            return new \WP_Error('colophon_unknown_user', 'There is no such user.', ['status' => 400]);
        }
        $key = ApiKeys::create($user, sanitize_text_field((string) $request['name']));
        $response = new \WP_REST_Response(['key' => $key, 'id' => substr($key, 9, 16)], 201);
        $response->header('Cache-Control', 'no-store');
        return $response;
    }

    public function revoke(\WP_REST_Request $request): array|\WP_Error
    {
        return ApiKeys::revoke((string) $request['id'])
            ? ['revoked' => true]
            : new \WP_Error('colophon_unknown_key', 'There is no such API key.', ['status' => 404]);
    }
}
