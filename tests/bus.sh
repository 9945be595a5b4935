# A bus for screen readers, on a session bus of one's own; sourced by the scripts that listen to the real window, after
# display.sh. Needs at-spi2-core and libglib2.0-bin.

a11y() { gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus --method "org.freedesktop.DBus.$1" "${@:2}"; }
has_bus() { a11y Peer.Ping >/dev/null 2>&1; }

# Brings the bus up and says that there is a screen reader.
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
