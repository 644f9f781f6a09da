# Sourced by ./run, ./check and bench/run: says what is missing and how to get it, and installs it on Debian as root.

# missing COMMAND: whether a program can't be found
missing() { ! command -v "$1" >/dev/null 2>&1; }

# install PACKAGE...: on Debian or Ubuntu as root; false elsewhere
install() {
  [[ $(id -u) -eq 0 ]] && ! missing apt-get || return 1
  echo "installing: $*"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# need COMMAND PACKAGE WHAT
need() {
  missing "$1" || return 0
  install "$2" || { echo "$3 is missing; on Debian or Ubuntu: sudo apt-get install $2" >&2; exit 1; }
}

# at_least FOUND WANTED WHAT HOW
at_least() {
  [[ ${1:-0} -ge $2 ]] || { echo "$3 $2 or newer is needed, this is ${1:-unknown}; $4" >&2; exit 1; }
}

build_tools() {
  need javac default-jdk-headless "A JDK"
  need mvn maven "Maven"
  need node nodejs "Node.js"
  need npm npm "npm"
  at_least "$(javac -version 2>&1 | sed -nE 's/^javac ([0-9]+).*/\1/p')" 17 "JDK" "set JAVA_HOME to a newer one"
  newer_node
}

# package_agent: makes the agent's archive and .deb of the built jar, unless they are newer than it
package_agent() {
  local made
  made=$(find agent/target -maxdepth 1 -name 'modehub-agent-*.tar.gz' -newer agent/target/modehub-agent.jar \
    -newer agent/package -print -quit)
  [[ -n $made ]] || agent/package
}

# Debian 12 and Ubuntu 22.04 have an older Node.js; its npm can fetch a newer one, which is kept with what is built.
newer_node() {
  [[ $(node_major) -lt 20 ]] || return 0
  local own=$PWD/target/node
  if [[ ! -x $own/node_modules/.bin/node ]]; then
    echo "Node.js 20 or newer is needed, this is $(node_major): fetching it by npm into $own"
    npm install --silent --no-audit --no-fund --no-save --prefix "$own" node@20 npm@10 || true
  fi
  PATH=$own/node_modules/.bin:$PATH
  export PATH
  hash -r
  at_least "$(node_major)" 20 "Node.js" "get one from https://nodejs.org"
}

node_major() { node --version | sed -E 's/^v([0-9]+).*/\1/'; }

# One build at a time in a checkout; the lock goes with the shell that holds it.
build() {
  mkdir -p target
  exec 9>target/build.lock
  flock 9
  local sources=(pom.xml .mvn protocol/pom.xml protocol/src simulator/pom.xml simulator/src frontend backend/pom.xml
    backend/src/main agent/pom.xml agent/src/main)
  local stamp=target/built
  if [[ ! -e $stamp || -n $(find "${sources[@]}" \( -name node_modules -o -name target \) -prune -o -newer "$stamp" -type f -print -quit) ]]; then
    echo "building, which takes a few minutes at first"
    touch "$stamp.new"
    mvn -q -B -DskipTests -Dspotless.check.skip -pl backend,agent -am package
    mv "$stamp.new" "$stamp"
  fi
  exec 9>&-
}
