"""What production refuses; every refusal says which variable and what to put there."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

SHORTEST_SECRET = 50
FEWEST_CHARACTERS = 10
KNOWN_SECRETS = ("only-for-tests", "django-insecure", "changeme", "secret", "ganti")


def refusals(*, secret: str, hosts: Sequence[str], base_url: str, http_allowed: bool, debug: bool) -> list[str]:
    """Return every reason why these settings must not go into production."""
    found = [] if not debug else ["EKINERJA_DEBUG tidak boleh aktif pada produksi; hapus variabel itu."]
    found += of_secret(secret)
    found += of_hosts(hosts)
    return found + of_base_url(base_url, hosts, http_allowed=http_allowed)


def of_secret(secret: str) -> list[str]:
    """Refuse a secret that is short, monotonous or known."""
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_CHARACTERS:
        return [f"EKINERJA_SECRET_KEY terlalu pendek atau mudah ditebak; pakai {SHORTEST_SECRET} huruf acak."]
    if secret.lower().startswith(KNOWN_SECRETS):
        return ["EKINERJA_SECRET_KEY memakai contoh yang diketahui umum; buat yang baru secara acak."]
    return []


def of_hosts(hosts: Sequence[str]) -> list[str]:
    """Refuse no host, and hosts that anybody can claim."""
    if not hosts:
        return ["EKINERJA_HOSTS belum diisi; isi nama domain program, misalnya ekinerja.contoh.go.id."]
    wild = [host for host in hosts if "*" in host or host.startswith(".")]
    if wild:
        return [f"EKINERJA_HOSTS memuat {', '.join(wild)}; sebutkan setiap nama domain, tanpa bintang atau titik."]
    return []


def of_base_url(base_url: str, hosts: Sequence[str], *, http_allowed: bool) -> list[str]:
    """Refuse an address without encryption, and one that the program does not answer to."""
    url = urlsplit(base_url)
    if url.scheme not in {"https", "http"} or not url.hostname:
        return ["EKINERJA_BASE_URL harus berupa alamat lengkap, misalnya https://ekinerja.contoh.go.id."]
    found = []
    if url.scheme != "https" and not http_allowed:
        found.append(
            "EKINERJA_BASE_URL tidak memakai https, sehingga sandi terbaca di jaringan. Pasang sertifikat pada "
            "proksi balik; hanya untuk uji coba di jaringan tertutup: EKINERJA_ALLOW_HTTP=1."
        )
    if hosts and url.hostname not in hosts and not any("*" in host for host in hosts):
        found.append(f"EKINERJA_BASE_URL memakai {url.hostname}, yang tidak ada dalam EKINERJA_HOSTS.")
    return found
