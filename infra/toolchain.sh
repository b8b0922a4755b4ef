# Sourced by the scripts that run Java here: finds a JDK, and tells whether a product is older than its sources. Wants ROOT.
# shellcheck shell=bash

JAVA_VERSION_MIN=25

die() { printf '%s\n' "$*" >&2; exit 2; }

java_version() { # major version of the JDK in folder $1, or 0; read from its own file, so that no JVM need be started
  sed -nE 's/^JAVA_VERSION="([0-9]+).*/\1/p' "$1/release" 2>/dev/null | grep . || echo 0
}

candidates() {
  [ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME"
  local java
  if java=$(command -v java); then dirname "$(dirname "$(readlink -f "$java")")"; fi
  ls -d /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/*jdk* /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home 2>/dev/null || true
}

find_jdk() {
  local home
  while read -r home; do
    if [ -x "$home/bin/java" ] && [ -x "$home/bin/javac" ] && [ "$(java_version "$home")" -ge "$JAVA_VERSION_MIN" ]; then
      echo "$home"
      return
    fi
  done < <(candidates)
  die "No JDK $JAVA_VERSION_MIN or later was found (JAVA_HOME, PATH, /usr/lib/jvm, ~/.sdkman, ~/.jdks, /opt).
Install one, for example Eclipse Temurin $JAVA_VERSION_MIN, and set JAVA_HOME to its folder."
}

# Nothing, and no failure, where it is not built yet.
jar_of() { { ls -t "$ROOT/$1"/target/"$(basename "$1")"-[0-9]*.jar 2>/dev/null || true; } | head -n 1; }

# A product is stale if any file that it is made of is newer.
is_stale() {
  local product=$1
  shift
  [ -n "$product" ] && [ -e "$product" ] || return 0
  [ -n "$(find "$ROOT/pom.xml" "$@" -newer "$product" -type f -print -quit 2>/dev/null)" ]
}
