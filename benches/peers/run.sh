#!/usr/bin/env bash
# The same figures by datadialoog and by public tools: first that they agree, then how long each takes.
#
#   cargo build --release
#   benches/peers/run.sh                 # 1,000,000 rows of CSV and Parquet, 100,000 of XLSX and SAV
#   benches/peers/run.sh --large         # and 5,000,000 rows of CSV
#   ROWS=10000 benches/peers/run.sh      # everything at another size
#
# Also: RUNS (3), WORK (target/peers: packages and files, about 3 GB; 9 GB with --large), DATADIALOOG (the program).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${WORK:-${CARGO_TARGET_DIR:-$root/target}/peers}
ours=${DATADIALOOG:-${CARGO_TARGET_DIR:-$root/target}/release/datadialoog}
runs=${RUNS:-3}
large=no
for word in "$@"; do
  case $word in
    --large) large=yes ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
[ -x "$ours" ] || { echo "there is no $ours: cargo build --release first" >&2; exit 1; }

mkdir -p "$work"
python=$work/venv/bin/python
if ! cmp -s "$here/requirements.txt" "$work/venv/requirements.txt"; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$work/venv/requirements.txt"
fi
export PYTHONDONTWRITEBYTECODE=1

# one FORMAT ROWS PEER...: makes the file unless it is there, compares the figures, and measures.
one() {
  local format=$1 rows=$2; shift 2
  local folder=$work/$format-$rows file=$work/$format-$rows/survey.$format
  local title="$rows rows of $format" lines=$work/$format-$rows/measured.jsonl
  if ! [ -e "$folder/made" ]; then
    echo "making $title" >&2
    "$python" "$here/make_survey.py" "$folder" --format "$format" --rows "$rows"
    touch "$folder/made"
  fi
  local ours_json=$folder/ours.json peers_json=()
  if ! "$ours" check "$folder" --format json --as-of 2026-04-15 > "$ours_json" 2> "$folder/ours.err"; then
    echo "$title: datadialoog did not read it:" >&2
    head -5 "$folder/ours.err" >&2
    return
  fi
  for peer in "$@"; do
    "$python" "$here/with_$peer.py" "$file" > "$folder/$peer.json"
    peers_json+=("$folder/$peer.json")
  done
  echo "$title: $("$python" "$here/agree.py" "$ours_json" "${peers_json[@]}")" >&2

  rm -f "$lines"
  "$python" "$here/measure.py" "$lines" datadialoog "$runs" -- \
    "$ours" check "$folder" --format json --as-of 2026-04-15
  for peer in "$@"; do
    "$python" "$here/measure.py" "$lines" "$peer" "$runs" -- "$python" "$here/with_$peer.py" "$file"
  done
  "$python" "$here/table.py" "$title" "$lines"
  if command -v hyperfine > /dev/null; then
    local commands=("$ours check $folder --format json --as-of 2026-04-15")
    for peer in "$@"; do commands+=("$python $here/with_$peer.py $file"); done
    hyperfine --style none --warmup 1 --runs "$runs" --export-markdown "$folder/hyperfine.md" "${commands[@]}"
    printf '\n'
    cat "$folder/hyperfine.md"
  fi
}

echo "# $(nproc 2> /dev/null || sysctl -n hw.ncpu) cores, middle of $runs runs after one that warms the disk cache"
one csv "${ROWS:-1000000}" pandas polars duckdb
one parquet "${ROWS:-1000000}" pandas polars duckdb
one xlsx "${ROWS:-100000}" pandas polars
one sav "${ROWS:-100000}" pyreadstat
if [ "$large" = yes ]; then
  one csv 5000000 pandas polars duckdb
fi
