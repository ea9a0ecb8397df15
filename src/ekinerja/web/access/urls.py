"""Addresses of signing in, second proofs, codes, roles and delegation."""

from django.urls import path

from ekinerja.web.access.views import (
    accounts,
    activation,
    delegation,
    elevated,
    profile,
    roles,
    security,
    sign_in,
    sso,
    verify,
)

app_name = "access"
urlpatterns = [
    path("masuk/", sign_in.sign_in, name="sign-in"),
    path("masuk/kunci/", sign_in.sign_in_with_passkey, name="sign-in-passkey"),
    path("masuk/verifikasi/", verify.verify, name="verify"),
    path("masuk/pasang/", security.enrol, name="enrol"),
    path("masuk/sso/", sso.start, name="sso"),
    path("masuk/sso/kembali/", sso.back, name="sso-back"),
    path("keluar/", sign_in.sign_out, name="sign-out"),
    path("aktivasi/", activation.activate, name="activate"),
    path("aktivasi/kata-sandi/", activation.set_password, name="set-password"),
    path("lupa-sandi/", activation.forgot, name="forgot"),
    path("lupa-sandi/terkirim/", activation.forgot_sent, name="forgot-sent"),
    path("keamanan/", security.overview, name="security"),
    path("keamanan/kata-sandi/", security.change_password, name="change-password"),
    path("keamanan/konfirmasi/", security.confirm, name="confirm"),
    path("keamanan/aplikasi/", security.add_app, name="app"),
    path("keamanan/kunci/", security.add_passkey, name="passkey"),
    path("keamanan/kode-pemulihan/", security.recovery, name="recovery"),
    path("keamanan/hapus/<uuid:factor_id>/", security.remove_factor, name="remove-factor"),
    path("keamanan/sesi/", security.end_session, name="end-session"),
    path("hak-akses/", roles.list_roles, name="roles"),
    path("hak-akses/beri/", roles.grant, name="grant"),
    path("hak-akses/cabut/<uuid:grant_id>/", roles.revoke, name="revoke"),
    path("hak-akses/kebijakan/", roles.policy, name="policy"),
    path("hak-akses/saya/", profile.rights, name="rights"),
    path("hak-akses/akun/", accounts.list_accounts, name="accounts"),
    path("hak-akses/akun/kode/", accounts.codes, name="codes"),
    path("hak-akses/akun/<uuid:account_id>/", accounts.show, name="account"),
    path("hak-akses/akun/<uuid:account_id>/serah/", accounts.hand_over, name="hand-over"),
    path("hak-akses/akun/<uuid:account_id>/status/", accounts.set_state, name="set-state"),
    path("pelimpahan/", delegation.delegations, name="delegations"),
    path("pelimpahan/<uuid:delegation_id>/akhiri/", delegation.withdraw, name="withdraw-delegation"),
    path("akses-administratif/", elevated.start, name="elevate"),
    path("akses-administratif/akhiri/", elevated.end, name="elevate-end"),
]
