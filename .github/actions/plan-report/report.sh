#!/usr/bin/env bash
# Runs `infra report` with the inputs of the action: `report.sh page` or `report.sh publish`. Inputs come through the
# environment and are words of a command from then on, whatever they hold; nothing of them is ever read as shell.
set -euo pipefail
shopt -s globstar nullglob
export LC_ALL=C

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
options=()
files=()

option() { # NAME VALUE: nothing when there is no value
  if [[ -n "$2" ]]; then options+=("--$1=$2"); fi
}

# Without spaces around it, and without what Windows puts at the end of a line.
trimmed() {
  local text="${1//$'\r'/}"
  text="${text#"${text%%[![:space:]]*}"}"
  printf '%s' "${text%"${text##*[![:space:]]}"}"
}

while IFS= read -r line; do
  pattern="$(trimmed "$line")"
  if [[ -z "$pattern" ]]; then continue; fi
  if [[ -f "$pattern" ]]; then
    files+=("$pattern")
    continue
  fi
  # The pattern is expanded, and not split at its spaces.
  old_ifs="$IFS"
  IFS=
  # shellcheck disable=SC2206
  found=($pattern)
  IFS="$old_ifs"
  if [[ ${#found[@]} -eq 0 ]]; then
    echo "no plan file fits \"$pattern\", so the report would lack a stack. Make it with \`terraform show -json PLAN > FILE\`." >&2
    exit 2
  fi
  files+=("${found[@]}")
done <<<"${PLANS:-}"

if [[ ${#files[@]} -eq 0 ]]; then
  echo "the input \"plans\" names no file." >&2
  exit 2
fi

option commit "${COMMIT:-}"
while IFS= read -r line; do
  option allow "$(trimmed "$line")"
done <<<"${ALLOW:-}"

report() {
  node "$here/../../../cli/infra.js" report "${options[@]}" -- "${files[@]}"
}

case "${1:-}" in
  page)
    option html "${HTML:-}"
    options+=(--json)
    json="$RUNNER_TEMP/plan-report.json"
    report >"$json"
    echo "json=$json" >>"$GITHUB_OUTPUT"
    ;;
  publish)
    option pull-request "${PULL_REQUEST:-}"
    option budget "${BUDGET:-}"
    option label "${LABEL:-}"
    option full-report "${FULL_REPORT:-}"
    option summary "$GITHUB_STEP_SUMMARY"
    report
    ;;
  *)
    echo "use report.sh page or report.sh publish" >&2
    exit 2
    ;;
esac
