"""Addresses of evidence."""

from __future__ import annotations

from django.urls import path

from luoshi.desk.views.evidence import adding, files

urlpatterns = [
    path("evidence/matters/<int:pk>/", adding.add, name="evidence-add"),
    path("evidence/matters/<int:pk>/link", adding.link, name="evidence-link"),
    path("evidence/matters/<int:pk>/reuse", adding.reuse, name="evidence-reuse"),
    path("evidence/matters/<int:pk>/shelf", adding.shelf_again, name="evidence-shelf"),
    path("evidence/uses/<int:pk>/remove", adding.remove, name="evidence-remove"),
    path("evidence/uses/<int:pk>/caption", adding.caption, name="evidence-caption"),
    path("evidence/<int:pk>/file", files.file, name="evidence-file"),
    path("evidence/<int:pk>/thumbnail", files.thumbnail, name="evidence-thumbnail"),
]
