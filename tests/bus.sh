# An accessibility bus on a separate session bus; sourced after display.sh by the scripts that listen to the real window.
# Needs at-spi2-core and libglib2.0-bin.

a11y() { gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus --method "org.freedesktop.DBus.$1" "${@:2}"; }
has_bus() { a11y Peer.Ping >/dev/null 2>&1; }

# Starts the bus, and announces a screen reader.
open_bus() {
  export XDG_RUNTIME_DIR=$home/runtime
  mkdir -m 700 "$XDG_RUNTIME_DIR"
  /usr/libexec/at-spi-bus-launcher --launch-immediately >"$logs/bus" 2>&1 3>&- &
  within 20 has_bus || fail "there is no bus for screen readers"
  local property
  for property in IsEnabled ScreenReaderEnabled; do
    a11y Properties.Set org.a11y.Status "$property" '<true>' >/dev/null
  done
}
