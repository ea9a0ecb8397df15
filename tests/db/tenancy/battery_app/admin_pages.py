"""Drives Django's admin over one model, without giving the product an admin."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from tests.db.tenancy.battery_app.models import Employee

site = admin.AdminSite(name="admin")
site.register(Employee)
urlpatterns = [path("admin/", site.urls)]


class Everything:
    """A user who may do everything; not a row, so that the test is about the model alone."""

    pk = id = None
    is_active = is_staff = is_authenticated = True
    is_anonymous = False

    def has_perm(self, *args: Any) -> bool:
        return True

    has_perms = has_module_perms = has_perm

    def has_usable_password(self) -> bool:
        return False

    def get_username(self) -> str:
        return "semua"


def visit(employee: Employee) -> tuple[int, ...]:
    """Open the list, the change page and the delete page of an employee, then delete; return the codes."""
    model_admin = site._registry[Employee]
    model_admin.log_deletions = lambda *args, **options: []  # type: ignore[assignment,misc]
    key = str(employee.pk)
    with override_settings(ROOT_URLCONF="tests.db.tenancy.battery_app.admin_pages"):
        return (
            _answer(model_admin.changelist_view, _request("get")),
            _answer(model_admin.change_view, _request("get"), key),
            _answer(model_admin.delete_view, _request("get"), key),
            _answer(model_admin.delete_view, _request("post"), key),
        )


def _request(method: str) -> HttpRequest:
    make = getattr(RequestFactory(), method)
    request = make("/admin/", {"post": "yes"} if method == "post" else {})
    request.user = Everything()
    request.session = {}
    request._messages = FallbackStorage(request)
    request._dont_enforce_csrf_checks = True
    return request


def _answer(view: Any, request: HttpRequest, *args: str) -> int:
    response: HttpResponse = view(request, *args)
    if hasattr(response, "render"):
        response.render()
    return response.status_code
