# Sourced by the scripts beside it that measure whole processes: builds the
# command as `$offray` and makes `$folder`, which goes when the script ends.
set -eu
cd "$(dirname "$0")/.."
cargo build --release --quiet
offray=${CARGO_TARGET_DIR:-target}/release/offray
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

# used COMMAND …: runs it; seconds and KiB go to "$folder/used", its own status on.
used() {
  env time -f '%e %M' -o "$folder/used" "$@"
}
