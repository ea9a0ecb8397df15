"""Sign-in through an OpenID Connect provider, in Indonesia usually ASN Digital (Keycloak)."""
