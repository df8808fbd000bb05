#!/bin/sh
# The version of an app as it lies in the work tree: 0.0.0-g<commit>, and a digest of it where something differs from the
# commit. A version is deployed once, with the same bytes ever after, so what changed since gets another one.
# Usage: scripts/app-version.sh FOLDER...
set -eu
commit=$(git rev-parse HEAD)
version="0.0.0-g$(printf %.12s "$commit")"
if [ -n "$(git status --porcelain --untracked-files=all -- "$@")" ]; then
  # An index of its own: what is staged stays as it is.
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  export GIT_INDEX_FILE="$folder/index"
  git read-tree HEAD
  git add --all -- "$@"
  version="$version.w$(git ls-files --stage -- "$@" | git hash-object --stdin | cut -c 1-12)"
fi
echo "$version"
