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
  need javac openjdk-17-jdk-headless "A JDK"
  need mvn maven "Maven"
  need node nodejs "Node.js"
  need npm npm "npm"
  at_least "$(javac -version 2>&1 | sed -E 's/^javac ([0-9]+).*/\1/')" 17 "JDK" "set JAVA_HOME to a newer one"
  at_least "$(node --version | sed -E 's/^v([0-9]+).*/\1/')" 20 "Node.js" "install a newer one from your distribution's backports"
}

# package_agent: makes the agent's archive and .deb of the built jar, unless they are newer than it
package_agent() {
  local made
  made=$(find agent/target -maxdepth 1 -name 'modehub-agent-*.tar.gz' -newer agent/target/modehub-agent.jar \
    -newer agent/package -print -quit)
  [[ -n $made ]] || agent/package
}

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
