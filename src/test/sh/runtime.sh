#!/bin/sh
# The archive with its own Java, and the deb of the same files: every command answers as that of the
# build does, where there is no other Java. Neither is made where jlink or dpkg-deb is lacking.
#
#   src/test/sh/runtime.sh TARGET VERSION
set -eu
built=$1/tfckpt
manual=$1/tfckpt.1
archive=$1/tfckpt-$2.tar.gz
[ -f "$archive" ] || exit 0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
  echo "runtime.sh: $1" >&2
  exit 1
}

size=$(wc -c <"$archive")
[ "$size" -le 25000000 ] || fail "$archive has $size bytes, more than 25 MB"

vgg=testdata/vgg/vgg_16.ckpt
frcnn=testdata/vgg/frcnn.ckpt-70000
mkdir "$folder/zip" "$folder/empty"
cp testdata/vgg/vgg_16.ckpt "$folder/zip"
(cd "$folder/zip" && "$(dirname "$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}javac")")")/jar" \
  --create --no-compress --file "$folder/runs.zip" vgg_16.ckpt)

# answers TOOL: prints what each command answers, with its exit code.
answers() {
  while read -r words; do
    echo "\$ $words"
    code=0
    eval "set -- \"$1\" $words"
    "$@" 2>&1 </dev/null || code=$?
    echo "[$code]"
    set -- "$1"
  done <<END
--version
list $vgg
list -f json testdata/synthetic/snappy-index/x
list $folder/empty/none
info $frcnn
info -f json testdata/python/saved-model
dump $vgg 'vgg_16/fc8/biases[:3]'
digest testdata/hdf5/legacy/model.h5
digest testdata/safetensors/sharded
digest testdata/npz/dtypes/deflated.npz
list jar:file:$folder/runs.zip!/vgg_16.ckpt
list gs://bucket/model.ckpt
diff $vgg $frcnn --map 'vgg_16/*=my/vgg_16/*'
objects testdata/hdf5/sequential/ckpt-7
find $frcnn 'Key vgg_16/conv1/conv1_1/weights not found in checkpoint'
stats -f csv $vgg
verify testdata/broken/flipped-bit/model.ckpt-7
export -q $vgg -o $folder/out.npz
report -q $vgg -o $folder/report.html
export -q $vgg -o $folder/out.index
average -q $vgg $vgg -o $folder/mean.safetensors
completion bash
$(sed -n 's/^\.SS "\([a-z]*\).*/help \1/p' "$manual")
END
}

# No Java but its own: the one that is found first always fails.
mkdir "$folder/bin"
printf '#!/bin/sh\nexit 99\n' >"$folder/bin/java"
chmod +x "$folder/bin/java"
others=$PATH
TFCKPT_CACHE='' answers "$built" >"$folder/expected"

# same WHAT TOOL
same() {
  (
    PATH=$folder/bin:$others
    JAVA_HOME=$folder
    export PATH JAVA_HOME
    answers "$2"
  ) >"$folder/found"
  cmp -s "$folder/expected" "$folder/found" || fail "$1: $(diff "$folder/expected" "$folder/found" | head -n 20)"
}

mkdir "$folder/a folder"
tar -xzf "$archive" -C "$folder/a folder"
own="$folder/a folder/tfckpt-$2"
export TFCKPT_CACHE=
same 'the archive' "$own/bin/tfckpt"
ln -s "$own/bin/tfckpt" "$folder/link"
same 'a link into it' "$folder/link"
# Its classes are archived, on its own Java's.
export TFCKPT_CACHE="$folder/cache"
"$own/bin/tfckpt" list "$vgg" >"$folder/first"
for _ in $(seq 3000); do
  [ -z "$(find "$folder/cache" -name '*.jsa')" ] || break
  sleep 0.1
done
[ -n "$(find "$folder/cache" -name '*.jsa')" ] || fail 'no class archive'
"$own/bin/tfckpt" list "$vgg" | cmp -s - "$folder/first" || fail 'another answer with its class archive'

# The deb, installed and removed in a root of its own.
deb=$(find "$1" -maxdepth 1 -name "tfckpt_$2_*.deb")
[ -n "$deb" ] && [ "$(id -u)" -eq 0 ] || exit 0
root=$folder/root
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
: >"$root/var/lib/dpkg/status"
dpkg --root="$root" --force-depends --install "$deb" >"$folder/log" 2>&1 || fail "$(cat "$folder/log")"
for file in bin/tfckpt share/man/man1/tfckpt.1.gz share/bash-completion/completions/tfckpt \
  share/zsh/vendor-completions/_tfckpt share/fish/vendor_completions.d/tfckpt.fish share/doc/tfckpt/copyright; do
  [ -s "$root/usr/$file" ] || fail "the deb has no $file"
done
gzip -dc "$root/usr/share/man/man1/tfckpt.1.gz" | cmp -s - "$1/tfckpt.1" || fail 'another manual page'
export TFCKPT_CACHE=
same 'the deb' "$root/usr/bin/tfckpt"
dpkg --root="$root" --remove tfckpt >"$folder/log" 2>&1 || fail "$(cat "$folder/log")"
left=$(find "$root/usr" ! -type d 2>/dev/null || true)
[ -z "$left" ] || fail "left after the deb is removed: $left"
echo 'runtime.sh: every command runs without any other Java, from the archive and from the deb'
