"""All addresses of the program; each area of the web package brings its own list."""

from django.urls import URLPattern, URLResolver, include, path  # noqa: F401

urlpatterns: list[URLPattern | URLResolver] = []
