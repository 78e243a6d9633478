"""Addresses of notices, and of the channels in the settings."""

from __future__ import annotations

from django.urls import path

from luoshi.desk.views.notices import channels, choices, lists

urlpatterns = [
    path("notices/", lists.notices, name="notices"),
    path("notices/bell", lists.bell, name="notices-bell"),
    path("notices/<int:pk>/", lists.open_notice, name="notices-open"),
    path("notices/<int:pk>/read", lists.read, name="notices-read"),
    path("notices/read", lists.read_all, name="notices-read-all"),
    path("notices/choices", choices.choices, name="notices-choices"),
    path("settings/channels/", channels.channels, name="settings-channels"),
    path("settings/channels/new/<int:region>/", channels.new, name="settings-channels-new"),
    path("settings/channels/<int:pk>/", channels.edit, name="settings-channels-edit"),
    path("settings/channels/<int:pk>/deliveries", channels.deliveries, name="settings-channels-deliveries"),
    path("settings/channels/<int:pk>/activity", channels.activity, name="settings-channels-activity"),
    path("settings/channels/<int:pk>/try", channels.try_out, name="settings-channels-try"),
    path("settings/deliveries/<int:pk>/again", channels.again, name="settings-deliveries-again"),
]
