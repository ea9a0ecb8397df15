"""Sign-in through an OpenID Connect provider: a real local provider for the way, forged tokens for the attacks."""

from __future__ import annotations

import base64
import hashlib
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import oidc_provider_mock
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from ekinerja.access.models import Account
from ekinerja.audit.models import AuditEntry
from ekinerja.integrations.sso import client as sso_client
from ekinerja.integrations.sso import public as sso
from ekinerja.kernel.tenancy import context

NIP = "198503152010011004"


@pytest.fixture
def provider(settings: Any) -> Iterator[str]:
    """Run a provider that knows one person under three claims, and configure the program for it."""
    user = oidc_provider_mock.User(sub="budi", claims={"preferred_username": NIP, "asn": {"nip": NIP}})
    stranger = oidc_provider_mock.User(sub="asing", claims={"preferred_username": "111111111111111111"})
    nobody = oidc_provider_mock.User(sub="kosong", claims={})
    with oidc_provider_mock.run_server_in_thread(user_claims=(user, stranger, nobody)) as server:
        settings.OIDC_ISSUER = f"http://localhost:{server.server_port}"
        settings.OIDC_CLIENT_ID = "ekinerja"
        settings.OIDC_CLIENT_SECRET = "rahasia"
        sso.forget()
        yield settings.OIDC_ISSUER
    sso.forget()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any) -> None:
        return None


def agree(address: str, sub: str) -> str:
    """Sign in at the provider as a person would and return where it sends the browser."""
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
    try:
        answer = opener.open(address, data=urlencode({"sub": sub}).encode())
    except urllib.error.HTTPError as error:
        answer = error
    location = answer.headers["Location"]
    parts = urlsplit(location)
    return f"{parts.path}?{parts.query}"


@pytest.mark.django_db
class TestSso:
    def test_leads_in_and_back_to_the_wanted_page(self, provider, budi, agency):
        browser = Client()
        assert "ASN Digital" in browser.get("/masuk/").content.decode()

        away = browser.get("/masuk/sso/?next=/profil/").headers["Location"]
        answer = browser.get(agree(away, "budi"))

        assert answer.headers["Location"] == "/profil/"
        assert budi.name.split(",")[0] in browser.get("/profil/").content.decode()
        with context.agency(agency):
            assert AuditEntry.objects.get(event="access.sign_in.accepted").data["means"] == "sso"

    def test_asks_with_pkce_state_and_nonce(self, provider, db):
        query = parse_qs(urlsplit(Client().get("/masuk/sso/").headers["Location"]).query)

        assert query["response_type"] == ["code"]
        assert query["code_challenge_method"] == ["S256"]
        assert all(len(query[name][0]) >= 32 for name in ("state", "nonce", "code_challenge"))

    def test_claim_may_lie_deeper(self, provider, budi, settings):
        settings.OIDC_NIP_CLAIM = "asn.nip"
        browser = Client()

        assert browser.get(agree(browser.get("/masuk/sso/").headers["Location"], "budi")).status_code == 302

    def test_first_way_in_activates_the_account(self, provider, account_factory):
        account = account_factory(password=None)
        browser = Client()
        browser.get(agree(browser.get("/masuk/sso/").headers["Location"], "budi"))

        assert Account.objects.get(pk=account.pk).activated_at is not None
        assert browser.get("/profil/").status_code == 200

    @pytest.mark.parametrize("closed", [True, False])
    def test_without_an_active_account_says_whom_to_ask(self, provider, account_factory, closed):
        if closed:
            account = account_factory()
            Account.objects.filter(pk=account.pk).update(is_active=False)
        browser = Client()

        page = browser.get(agree(browser.get("/masuk/sso/").headers["Location"], "budi" if closed else "asing"))

        assert page.status_code == 403
        assert "belum ada akun e-Kinerja yang aktif" in page.content.decode()
        assert Account.objects.count() == int(closed)

    def test_without_the_claim_is_refused(self, provider, budi):
        browser = Client()

        assert browser.get(agree(browser.get("/masuk/sso/").headers["Location"], "kosong")).status_code == 400

    def test_answer_for_another_browser_is_refused(self, provider, budi):
        victim, attacker = Client(), Client()
        victim.get("/masuk/sso/")
        answer = agree(attacker.get("/masuk/sso/").headers["Location"], "budi")

        assert victim.get(answer).status_code == 400
        assert victim.get("/profil/").status_code == 302

    def test_answer_works_once(self, provider, budi):
        browser = Client()
        answer = agree(browser.get("/masuk/sso/").headers["Location"], "budi")
        browser.get(answer)
        browser.post("/keluar/")

        assert browser.get(answer).status_code == 400

    def test_refusal_at_the_provider_is_explained(self, provider, db):
        browser = Client()
        state = parse_qs(urlsplit(browser.get("/masuk/sso/").headers["Location"]).query)["state"][0]

        page = browser.get(f"/masuk/sso/kembali/?error=access_denied&state={state}")

        assert "menolak permintaan masuk" in page.content.decode()

    def test_provider_down_leaves_the_password(self, settings, db):
        settings.OIDC_ISSUER = "http://localhost:9"
        sso.forget()

        page = Client().get("/masuk/sso/").content.decode()

        assert "sedang tidak dapat dihubungi" in page

    def test_is_absent_where_not_configured(self, client, db, settings):
        settings.OIDC_ISSUER = ""

        assert client.get("/masuk/sso/").status_code == 404
        assert "ASN Digital" not in client.get("/masuk/").content.decode()


KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ISSUER = "https://sso.example.go.id/realms/asn"
PROVIDER = sso.Provider(ISSUER, "ekinerja", "rahasia", "preferred_username")
ATTEMPT = sso.Attempt("state", "nonce-nonce", "verifier")


class TestToken:
    @pytest.fixture(autouse=True)
    def answers(self, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
        """Put a provider of our own in place of the network; ``answers["token"]`` is what it returns."""
        kept: dict[str, Any] = {}
        configuration = {"issuer": ISSUER, "token_endpoint": f"{ISSUER}/token", "jwks_uri": f"{ISSUER}/keys"}

        class Keys:
            def get_jwk_set(self) -> Any:
                found = type("Found", (), {"key": KEY.public_key(), "public_key_use": "sig"})()
                return type("Set", (), {"keys": [found]})()

        def call(address: str, form: dict[str, str]) -> dict[str, Any]:
            kept["form"] = form
            return {"id_token": kept["token"]}

        monkeypatch.setattr(sso_client, "_configuration", lambda issuer: configuration)
        monkeypatch.setattr(sso_client, "_keys", lambda address: Keys())
        monkeypatch.setattr(sso_client, "_call", call)
        return kept

    def token(self, key: Any = KEY, algorithm: str = "RS256", **claims: Any) -> str:
        now = datetime.now(UTC)
        good = {
            "iss": ISSUER,
            "aud": "ekinerja",
            "sub": "budi",
            "iat": now,
            "exp": now + timedelta(minutes=5),
            "nonce": "nonce-nonce",
            "preferred_username": NIP,
        }
        merged = {name: value for name, value in {**good, **claims}.items() if value is not None}
        return jwt.encode(merged, key, algorithm=algorithm)

    def identify(self) -> str:
        return sso.identify(PROVIDER, ATTEMPT, code="c", redirect_uri="https://x/")

    def test_accepts_a_good_one_and_sends_the_verifier(self, answers):
        answers["token"] = self.token()

        assert self.identify() == NIP
        assert answers["form"]["code_verifier"] == "verifier"

    @pytest.mark.parametrize(
        "claims",
        [
            {"nonce": "other"},
            {"nonce": None},
            {"aud": "another-app"},
            {"iss": "https://evil.example/"},
            {"exp": datetime(2020, 1, 1, tzinfo=UTC)},
            {"exp": None},
            {"azp": "another-app"},
            {"preferred_username": None},
            {"preferred_username": 198503152010011004},
            {"preferred_username": " "},
        ],
    )
    def test_refuses_wrong_claims(self, answers, claims):
        answers["token"] = self.token(**claims)

        with pytest.raises(sso.IdentityRefused):
            self.identify()

    def test_refuses_a_foreign_signature_none_and_rubbish(self, answers):
        unsigned = jwt.encode({"iss": ISSUER}, None, algorithm="none")
        for token in (self.token(key=OTHER), self.token(key="x" * 40, algorithm="HS256"), unsigned, "", "a.b.c"):
            answers["token"] = token
            with pytest.raises(sso.IdentityRefused):
                self.identify()

    def test_challenge_is_the_hash_of_the_verifier(self, monkeypatch):
        monkeypatch.setattr(sso_client, "_configuration", lambda issuer: {"authorization_endpoint": f"{ISSUER}/auth"})
        attempt = sso.new_attempt()

        query = parse_qs(urlsplit(sso.authorization_address(PROVIDER, attempt, "https://x/")).query)

        digest = hashlib.sha256(attempt.verifier.encode()).digest()
        assert query["code_challenge"] == [base64.urlsafe_b64encode(digest).rstrip(b"=").decode()]


@pytest.mark.parametrize("address", ["http://sso.example.go.id", "ftp://localhost/", "file:///etc/passwd"])
def test_only_https_or_this_machine_is_called(address: str) -> None:
    with pytest.raises(sso.ProviderUnavailable):
        sso_client._require_safe(address)
