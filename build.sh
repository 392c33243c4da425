#!/usr/bin/env bash
# Builds, tests and runs Mote: "./build.sh help" lists the verbs. All output goes to build/.
set -euo pipefail

version=0.1.0
junit='junit-platform-console-standalone'
junit_version=6.1.3
junit_sha256=e62b96ac475dbcde8599ea905d088f65d90778f86e259b856a49fa5c4ea256ec

caller=$PWD
case $0 in */*) cd "${0%/*}" ;; esac
root=$PWD

say() { echo "build.sh: $*" >&2; }

help() {
    cat <<'TEXT'
usage: ./build.sh VERB [ARGS]

  build      compile src/ and write the launcher build/mote
             ./build.sh build && build/mote help

  run        build, then run a node; ARGS go to "mote run"
             ./build.sh run --listen /ip4/127.0.0.1/tcp/4001

  test       every test but interop, bench and nightly; ARGS name packages or classes to run instead of all
             ./build.sh test mote.bytes VarintTest
             MOTE_VECTORS names the folder of test vectors; their tests are skipped where it is not set

  demo       show what crosses between two nodes that ping, layer by layer; ARGS go to "mote demo"
             ./build.sh demo

  check      the quick part of test: all but what is tagged slow
             ./build.sh check

  nightly    the tests that take too long for test, in under 30 minutes: simulations of 200 nodes, a million hostile
             inputs for every decoder, attacks that wait
             ./build.sh nightly

  simulate   run one simulation again: ARGS are its scale (tiny, small, planted or large) and its seed, as a failed
             test names them; every event becomes a line of build/simulation.txt
             ./build.sh simulate small 17

  fuzz       try the decoders on 100,000 hostile inputs each, after the fuzzer has found the bugs that are planted for
             it; a failure prints its input in hexadecimal and how to see it again. ARGS are parts of decoders' names,
             --inputs N and --seed S
             ./build.sh fuzz multiaddr --inputs 1000000 --seed 7

  interop    build the peers under test/interop and run the tests against them
             ./build.sh interop

  bench      measure Mote beside the go, rust, js and python peers for a quarter of an hour and print one table; fails
             where a target is missed. ARGS name parts and peers to measure instead of all, or "quick"; "leak" watches
             the heap for ten minutes, or as many as said. A name that is not there has all of them listed.
             ./build.sh bench
             ./build.sh bench quick up ping mote go
             ./build.sh bench leak 2

  image      link java.base and mote to an image that runs without a JDK, with an archive for a fast start
             ./build.sh image && build/image/bin/mote help

  doc        write the API documentation to build/doc, with the tour of the README and all specifications that are
             cited; fails on any warning
             ./build.sh doc

  clean      remove build/
             ./build.sh clean

  help       print this text, or the part on one verb
             ./build.sh help test
TEXT
}

# ---- the JDK

# The feature release of the JDK at $1, or nothing where there is none. Starts no process: build must be quick.
release_of() {
    local line
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    while IFS= read -r line; do
        case $line in
        JAVA_VERSION=*)
            line=${line#JAVA_VERSION=\"}
            echo "${line%%[!0-9]*}"
            ;;
        esac
    done <"$1/release"
}

# Sets jdk: $MOTE_JDK where it is set, else the first JDK 25 of all places, else the first newer one.
find_jdk() {
    local home release newer='' on_path=''
    if [ -n "${MOTE_JDK:-}" ]; then
        release=$(release_of "$MOTE_JDK")
        if [ "${release:-0}" -lt 25 ]; then
            say "MOTE_JDK=$MOTE_JDK is not a JDK 25 or newer"
            exit 2
        fi
        jdk=$MOTE_JDK
        return
    fi
    if on_path=$(command -v java); then
        on_path=$(readlink -f "$on_path" || echo "$on_path")
        on_path=${on_path%/bin/java}
    fi
    for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/*/libexec/openjdk.jdk/Contents/Home; do
        release=$(release_of "$home")
        if [ "${release:-0}" -eq 25 ]; then
            jdk=$home
            return
        elif [ "${release:-0}" -gt 25 ] && [ -z "$newer" ]; then
            newer=$home
        fi
    done
    jdk=$newer
    [ -z "$jdk" ] || return 0
    say "Mote needs a JDK 25 and found none. Get one from https://adoptium.net (or: sdk install java 25-tem),"
    say "then name its folder: MOTE_JDK=/path/to/jdk-25 ./build.sh ${verb}"
    exit 2
}

# ---- compiling

# Whether stamp $1 was made with this JDK in this folder, and is newer than all of the other arguments.
fresh() {
    local stamp=$1
    shift
    [ -f "$stamp" ] && [ "$(<"$stamp")" = "$root $jdk" ] && [ -z "$(find "$@" -newer "$stamp" -print -quit)" ]
}

# Compiles the sources listed in build/sources to build/$1; the other arguments go to javac. The time stamp is taken
# before: what is edited meanwhile counts as newer.
compile() {
    local out=$1
    shift
    rm -rf "build/$out" "build/$out.stamp"
    echo "$root $jdk" >"build/$out.new"
    "$jdk/bin/javac" -Xlint:all -Werror --release 25 -d "build/$out" "$@" @build/sources
    mv "build/$out.new" "build/$out.stamp"
}

build() {
    find_jdk
    fresh build/classes.stamp src jlink/mote build.sh && return
    say "compiling src with $jdk"
    mkdir -p build
    find src -name '*.java' >build/sources
    launcher >build/mote
    chmod +x build/mote
    compile classes -XDstringConcat=inline --module-version "$version"
}

# The text of build/mote: the image's launcher, with the JDK found and the classes just compiled.
launcher() {
    sed "/^file=/d; s|^java=.*|java='$jdk/bin/java'|; s|^modules=.*|modules='$root/build/classes'|" jlink/mote
}

# JUnit is the only library ever fetched, once, and used only as the bytes that are pinned above.
fetch_junit() {
    local jar=build/$junit-$junit_version.jar fetched=build/fetched sum
    [ -f "$jar" ] && return
    if ! command -v mvn >/dev/null; then
        say "fetching JUnit for the tests needs Maven: install it, for example with apt-get install maven"
        exit 2
    fi
    say "fetching JUnit $junit_version"
    rm -rf "$fetched"
    if ! mvn -B -q dependency:copy -Dartifact="org.junit.platform:$junit:$junit_version" \
        -DoutputDirectory="$root/$fetched" </dev/null >build/mvn.log 2>&1; then
        cat build/mvn.log >&2
        exit 1
    fi
    sum=$(sha256 "$fetched/$junit-$junit_version.jar")
    if [ "$sum" != "$junit_sha256" ]; then
        say "refused: the SHA-256 of $junit-$junit_version.jar is $sum, not $junit_sha256"
        exit 1
    fi
    mv "$fetched/$junit-$junit_version.jar" "$jar"
}

sha256() {
    if command -v sha256sum >/dev/null; then
        sha256sum "$1"
    else
        shasum -a 256 "$1"
    fi | cut -d ' ' -f 1
}

# The tests share the product's packages, so both stand on the class path.
build_tests() {
    build
    fetch_junit
    class_path=build/classes:build/test:build/$junit-$junit_version.jar
    fresh build/test.stamp test build.sh build/classes.stamp && return
    say "compiling test"
    find test -name '*.java' >build/sources
    compile test -g -cp "build/classes:build/$junit-$junit_version.jar"
}

# ---- the image

# Nothing is compressed, so that the modules can be mapped. What is left out serves tools that the image has not.
image() {
    build
    fresh build/image.stamp build/classes.stamp jlink conf build.sh && return
    say "linking build/image"
    rm -rf build/image build/image.stamp
    echo "$root $jdk" >build/image.new
    "$jdk/bin/jlink" -p build/classes --add-modules mote --output build/image --compress=zip-0 \
        --strip-java-debug-attributes --no-header-files --no-man-pages \
        --exclude-files '**/classlist,**/jexec,**/jrt-fs.jar,**/keytool,**/libjsig.so,**/public_suffix_list.dat'
    if [ "$(uname)" = Linux ] && command -v strip >/dev/null; then
        find build/image -name '*.so' -exec strip --strip-unneeded {} +
    fi
    cp jlink/mote build/image/bin/mote
    cp conf/mote.conf build/image/conf/mote.conf
    cp jlink/java.security build/image/conf/security/java.security
    archive
    mv build/image.new build/image.stamp
}

# Writes the image's start-up archive: the classes that a node, a ping and an id need, parsed and linked beforehand.
# It is read with no flag, because it stands where the JVM looks for the default one. Without a fixed heap at the dump
# its objects would lie where the heap of the launcher does not reach.
archive() {
    local loaded=build/loaded
    rm -rf "$loaded"
    mkdir "$loaded"
    if ! train "$loaded" 2>"$loaded/log"; then
        cat "$loaded/log" >&2
        exit 1
    fi
    {
        sed -n 's/ id: [0-9]*$//p' "$loaded"/*.classes | LC_ALL=C sort -u
        grep -h '^@' "$loaded"/*.classes | LC_ALL=C sort -u
    } >"$loaded/all"
    if ! JDK_JAVA_OPTIONS="-Xms64m -Xshare:dump -XX:+AOTClassLinking -XX:SharedClassListFile=$loaded/all" \
        build/image/bin/mote >"$loaded/log" 2>&1; then
        cat "$loaded/log" >&2
        exit 1
    fi
    rm -r "$loaded"
}

# Runs the image's commands against each other on loopback and leaves the lists of what they loaded in folder $1.
train() (
    recorded() {
        JDK_JAVA_OPTIONS="-Xshare:off -XX:DumpLoadedClassList=$1/$2.classes"
        export JDK_JAVA_OPTIONS
        shift
        exec build/image/bin/mote "$@"
    }
    mkfifo "$1/out"
    printf '%s\n' 'listen = /ip4/127.0.0.1/tcp/0' 'memory = 8MiB # little' 'idle = 5m' 'perf = true' >"$1/mote.conf"
    recorded "$1" run --config "$1/mote.conf" --state "$1/state" --json >"$1/out" &
    node=$!
    trap 'kill $node; wait $node' EXIT
    exec 3<"$1/out"
    read -r address <&3 &&
        address=${address#*'"addresses":["'} &&
        (recorded "$1" ping "${address%%\"*}" -c 1) &&
        (recorded "$1" id --state "$1/state")
) >/dev/null

# ---- the documentation

# What is not exported is in it too: who takes the tour reads all of it.
doc() {
    local links='<a href="{@docRoot}/tour.html">Tour</a> | <a href="{@docRoot}/specifications.html">Specifications</a>'
    rm -rf build/doc
    "$jdk/bin/javadoc" -quiet -Xdoclint:all,-missing -Werror --release 25 -d build/doc --module-source-path mote=src \
        --module mote --show-packages all --show-types package --show-members package -header "$links"
    "$jdk/bin/java" test/doc/Pages.java README.md src build/doc
}

# ---- running tests

test_jvm=(-ea -Xmx512m -XX:+UseSerialGC --add-opens java.base/java.lang=ALL-UNNAMED)

# Runs the tests whose tags match expression $1; the other arguments name packages or classes. What they log is kept
# for the case that one fails.
run_tests() {
    local tags=$1
    shift
    build_tests
    "$jdk/bin/java" "${test_jvm[@]}" -cp "$class_path" mote.tidy.Suite build/verdict "$tags" "$@" \
        </dev/null 2>build/test.log
}

# Prints "N passed, N failed" as the last line, and fails unless tests ran and all passed. A test process that dies,
# even with exit code 0, leaves no verdict behind and so has failed.
verdict() {
    local code=$? line='0 passed, 1 failed'
    [ ! -f build/verdict ] || line=$(<build/verdict)
    case $line in
    '0 passed'*) code=1 ;;
    *', 0 failed'*) ;;
    *) code=1 ;;
    esac
    if [ "$code" -ne 0 ] && [ -s build/test.log ]; then
        say "what the tests logged:"
        cat build/test.log >&2
    fi
    echo "$line"
    exit "$code"
}

# Builds the peers in all languages and sets MOTE_PEER_GO and so on to their programs.
build_peers() {
    local peers lang path
    peers=$(test/interop/build-peers.sh)
    while read -r lang path; do
        [ -n "$path" ] || continue
        export "MOTE_PEER_$(echo "$lang" | tr '[:lower:]' '[:upper:]')=$path"
    done <<<"$peers"
}

# ---- verbs

verb=${1:-help}
[ $# -eq 0 ] || shift
case $verb in
test | check | nightly | interop)
    rm -f build/verdict build/test.log
    trap verdict EXIT
    ;;
esac
case $verb in
build) build ;;
run)
    build
    cd "$caller"
    exec "$root/build/mote" run "$@"
    ;;
demo)
    build
    exec build/mote demo "$@"
    ;;
test) run_tests '!interop & !bench & !nightly' "$@" ;;
check) run_tests '!interop & !bench & !nightly & !slow' "$@" ;;
nightly) run_tests nightly "$@" ;;
simulate)
    build_tests
    exec "$jdk/bin/java" "${test_jvm[@]}" -cp "$class_path" sim.Replay "$@" build/simulation.txt
    ;;
fuzz)
    build_tests
    exec "$jdk/bin/java" "${test_jvm[@]}" -cp "$class_path" fuzz.Fuzz "$@"
    ;;
interop)
    build_peers
    run_tests interop "$@"
    ;;
bench)
    image
    build_tests
    build_peers
    exec "$jdk/bin/java" -cp "$class_path" bench.Bench "$@"
    ;;
image) image ;;
doc)
    build
    doc
    ;;
clean) rm -rf build ;;
help | -h | --help)
    if [ $# -eq 0 ]; then
        help
    else
        help | sed -n "/^  $1 /,/^\$/p"
    fi
    ;;
*)
    say "no verb '$verb'; ./build.sh help lists them"
    exit 2
    ;;
esac
