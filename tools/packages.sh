# Sourced. install_package NAME WHAT: through apt as root or with sudo that asks nothing; else say what to do.
install_package() {
    if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root="no"; fi
    if command -v apt-get >/dev/null 2>&1 && [ "$as_root" != no ]; then
        echo "Memasang $2 ($1)."
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null 2>&1 && return
        $as_root apt-get update -qq
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null
        return
    fi
    echo "Belum terpasang: $2. Pasang paket '$1' (Debian/Ubuntu: sudo apt install $1), lalu ulangi." >&2
    exit 1
}
