"""Addresses of the settings."""

from __future__ import annotations

from django.urls import path

from luoshi.desk.views.settings import (
    accounts,
    calendars,
    events,
    lists,
    overview,
    people,
    posts,
    programmes,
    rules,
    units,
)

urlpatterns = [
    path("", overview.overview, name="settings"),
    path("programmes/", programmes.programmes, name="settings-programmes"),
    path("programmes/new/<int:region>/", programmes.new, name="settings-programmes-new"),
    path("programmes/<int:pk>/", programmes.edit, name="settings-programmes-edit"),
    path("programmes/<int:pk>/rules/", rules.rules, name="settings-programmes-rules"),
    path("programmes/<int:pk>/calendar/", calendars.calendar, name="settings-programmes-calendar"),
    path("programmes/<int:pk>/calendar/add", calendars.add, name="settings-programmes-day-add"),
    path("programmes/<int:pk>/calendar/remove", calendars.remove, name="settings-programmes-day-remove"),
    path("units/", units.units, name="settings-units"),
    path("units/new/<int:region>/", units.new, name="settings-units-new"),
    path("units/<int:pk>/", units.edit, name="settings-units-edit"),
    path("posts/", posts.posts, name="settings-posts"),
    path("posts/new/<int:region>/", posts.new, name="settings-posts-new"),
    path("posts/<int:pk>/", posts.edit, name="settings-posts-edit"),
    path("posts/<int:pk>/appoint", posts.appoint, name="settings-posts-appoint"),
    path("tenures/<int:pk>/end", posts.end, name="settings-tenures-end"),
    path("people/", people.people, name="settings-people"),
    path("people/new/<int:region>/", people.new, name="settings-people-new"),
    path("people/<int:pk>/", people.edit, name="settings-people-edit"),
    path("people/<int:pk>/grant/<int:region>", people.grant, name="settings-people-grant"),
    path("grants/<int:pk>/revoke", people.revoke, name="settings-grants-revoke"),
    path("people/<int:pk>/activity", accounts.activity, name="settings-people-activity"),
    path("people/<int:pk>/password", accounts.password, name="settings-people-password"),
    path("people/<int:pk>/unlock", accounts.unlock, name="settings-people-unlock"),
    path("people/<int:pk>/factor", accounts.factor, name="settings-people-factor"),
    path("lists/", lists.lists, name="settings-lists"),
    path("lists/template", lists.template, name="settings-lists-template"),
    path("lists/export", lists.export, name="settings-lists-export"),
    path("lists/apply", lists.apply, name="settings-lists-apply"),
    path("events/", events.events, name="settings-events"),
    path("events/export", events.export, name="settings-events-export"),
    path("events/verify", events.verify, name="settings-events-verify"),
]
