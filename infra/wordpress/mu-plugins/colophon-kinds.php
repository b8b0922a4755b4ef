<?php
/*
Plugin Name: Colophon kinds
Description: For tests only. Registers what plugins and themes bring to real sites: a hierarchical and a flat taxonomy, one that
 REST does not show, and a kind of post of its own.
*/

namespace Colophon\Kinds;

add_action('init', __NAMESPACE__ . '\register');

function register(): void
{
    register_post_type('story', [
        'label' => 'Stories',
        'public' => true,
        'show_in_rest' => true,
        'rest_base' => 'stories',
        'supports' => ['title', 'editor', 'author', 'excerpt', 'thumbnail'],
    ]);
    register_post_type('memo', ['label' => 'Memos', 'public' => true, 'show_in_rest' => false]);
    register_taxonomy('genre', ['post', 'story'], [
        'label' => 'Genres',
        'hierarchical' => true,
        'show_in_rest' => true,
        'rest_base' => 'genres',
    ]);
    register_taxonomy('mood', ['post', 'page'], ['label' => 'Moods', 'hierarchical' => false, 'show_in_rest' => true]);
    register_taxonomy('secret', ['post'], ['label' => 'Secrets', 'hierarchical' => false, 'show_in_rest' => false]);
}
