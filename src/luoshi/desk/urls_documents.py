"""Addresses of documents and the review of what was found in them."""

from __future__ import annotations

from django.urls import path

from luoshi.desk.views import documents, findings, review

urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/list", documents.document_list, name="documents-list"),
    path("documents/hand-in", documents.hand_in, name="documents-hand-in"),
    path("documents/<int:pk>/", review.show, name="documents-show"),
    path("documents/<int:pk>/version", documents.new_version, name="documents-new-version"),
    path("documents/<int:pk>/about", documents.about, name="documents-about"),
    path("documents/versions/<int:pk>/as-version", documents.as_version, name="documents-as-version"),
    path("documents/versions/<int:pk>/again", documents.again, name="documents-again"),
    path("documents/versions/<int:pk>/progress", documents.progress, name="documents-progress"),
    path("documents/versions/<int:pk>/file", documents.file, name="documents-file"),
    path("documents/versions/<int:pk>/changes", review.changes, name="documents-changes"),
    path("documents/versions/<int:pk>/undo", review.undo_last, name="documents-undo"),
    path("documents/versions/<int:pk>/accept-all", review.accept_all, name="documents-accept-all-confident"),
    path("documents/versions/<int:pk>/new/<int:start>-<int:end>", findings.new, name="documents-finding-new"),
    path("documents/findings/<int:pk>/", findings.detail, name="documents-finding-show"),
    path("documents/findings/<int:pk>/accept", findings.accept, name="documents-finding-accept"),
    path("documents/findings/<int:pk>/reject", findings.reject, name="documents-finding-reject"),
    path("documents/findings/<int:pk>/reopen", findings.reopen, name="documents-finding-reopen"),
    path("documents/findings/<int:pk>/edit", findings.edit, name="documents-finding-edit"),
    path("documents/findings/<int:pk>/split", findings.split, name="documents-finding-split"),
    path("documents/findings/<int:pk>/merge", findings.merge, name="documents-finding-merge"),
]
