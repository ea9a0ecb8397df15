"""A small application with every kind of relation, for the tests of tenancy only."""

from django.apps import AppConfig


class BatteryConfig(AppConfig):
    name = "tests.db.tenancy.battery_app"
    label = "battery"
