"""The JSON interface: the same doors and policies as the screens, described by OpenAPI 3.1."""
