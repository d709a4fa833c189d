#!/usr/bin/env bash
# Builds deploy/Dockerfile without Docker and without AWS's base image, on a base made of Debian's
# packages, and says how much the image adds to its base. As root, on Debian; takes some minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

for program in buildah debootstrap; do
  command -v "$program" >/dev/null || { echo "$program is missing: apt-get install buildah debootstrap" >&2; exit 1; }
done
[ "$(id -u)" = 0 ] || { echo "Only root can make a base image: use sudo." >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build() { buildah --storage-driver vfs --root "$work/images" --runroot "$work/run" "$@"; }

echo "Making a base image of Debian's Python"
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' | awk -v release="$release" '$2 == release {print $1; exit}')
debootstrap --variant=minbase --include=python3,python3-pip,ca-certificates "$release" "$work/base" "$mirror" >"$work/log" \
  || { tail -5 "$work/log" >&2; exit 1; }
base=$(build from scratch)
build add --quiet "$base" "$work/base" / >/dev/null
build config --env LAMBDA_TASK_ROOT=/var/task "$base"
build commit --quiet "$base" localhost/keystroke-base >/dev/null
rm -rf "$work/base"

echo "Building deploy/Dockerfile on it"
# pip finds its packages and trusts its servers as it does on this machine.
mounts=(--volume /etc/ssl/certs:/etc/ssl/certs:ro)
for file in /etc/pip.conf "$HOME/.config/pip/pip.conf"; do
  [ ! -f "$file" ] || mounts+=(--volume "$file:$file:ro")
done
build bud --quiet --isolation chroot --build-arg BASE=localhost/keystroke-base "${mounts[@]}" \
  --file deploy/Dockerfile --tag localhost/keystroke . >/dev/null

image=$(build from localhost/keystroke)
root=$(build mount "$image")
added=$(du -sm --apparent-size "$root/var/task" | cut -f1)
du -sm --apparent-size "$root"/var/task/* | sort -rn | head -8
echo "The image adds $added MB to its base (at most 150)."
chroot "$root" /usr/bin/python3 -c "
import sys
sys.path.insert(0, '/var/task')
import lambda_function
from inference.recognizer import load_recognizer
print('It loads the model', load_recognizer(scoring_only=True).model[:8])"
[ "$added" -le 150 ]
