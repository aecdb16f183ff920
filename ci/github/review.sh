#!/usr/bin/env bash
# The one step of action.yml: its inputs, which come as variables, as arguments of `plumbline review`.
set -euo pipefail

since=${PLUMBLINE_SINCE:-}
if [ -z "$since" ] && [ -n "${GITHUB_BASE_REF:-}" ]; then
  since="origin/$GITHUB_BASE_REF"
  if ! git rev-parse --quiet --verify "$since^{commit}" >/dev/null || ! git merge-base "$since" HEAD >/dev/null; then
    echo "::error title=Plumbline::The base of this pull request is not in the checkout. Give actions/checkout fetch-depth: 0."
    exit 2
  fi
fi

options=(--format github --format "sarif=$PLUMBLINE_SARIF")
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then options+=(--format "markdown=$GITHUB_STEP_SUMMARY"); fi
if [ -n "$since" ] && [ "$since" != none ]; then options+=(--since "$since"); fi
if [ -n "${PLUMBLINE_FAIL_ON:-}" ]; then options+=(--fail-on "$PLUMBLINE_FAIL_ON"); fi
while IFS= read -r line; do
  if [ -n "$line" ]; then options+=("$line"); fi
done <<<"${PLUMBLINE_ARGS:-}"

folders=()
while IFS= read -r line; do
  if [ -n "$line" ]; then folders+=("$line"); fi
done <<<"${PLUMBLINE_PATHS:-}"

# Said first: the review ends the step when it finds something.
echo "sarif-file=$PLUMBLINE_SARIF" >>"$GITHUB_OUTPUT"
exec node "$GITHUB_ACTION_PATH/bin/plumbline" review "${options[@]}" -- ${folders[@]+"${folders[@]}"}
