"""Addresses of responsibility tables: the list, the grid and its acts, files, publishing."""

from __future__ import annotations

from django.urls import path

from luoshi.desk.views.tables import forms, grid, lists, publishing

urlpatterns = [
    path("tables/", lists.tables, name="tables"),
    path("tables/draft", lists.create, name="tables-draft"),
    path("tables/import", lists.take_in, name="tables-import"),
    path("tables/<int:pk>/", grid.show, name="tables-show"),
    path("tables/<int:pk>/progress", lists.progress, name="tables-progress"),
    path("tables/<int:pk>/again", lists.again, name="tables-again"),
    path("tables/<int:pk>/title", grid.title, name="tables-title"),
    path("tables/<int:pk>/rows/<int:row>/", grid.row, name="tables-row"),
    path("tables/<int:pk>/rows/<int:row>/split", grid.split, name="tables-split"),
    path("tables/<int:pk>/rows/<int:row>/move", grid.move, name="tables-move"),
    path("tables/<int:pk>/rows/<int:row>/proposed/<slug:field>", grid.proposed, name="tables-proposed"),
    path("tables/<int:pk>/rows/new", grid.add, name="tables-add"),
    path("tables/<int:pk>/rows/merge", grid.merge, name="tables-merge"),
    path("tables/<int:pk>/rows/remove", grid.remove, name="tables-remove"),
    path("tables/<int:pk>/rows/bulk", grid.bulk, name="tables-bulk"),
    path("tables/<int:pk>/rows/rename", grid.rename, name="tables-rename"),
    path("tables/<int:pk>/accept", grid.accept, name="tables-accept"),
    path("tables/<int:pk>/undo", grid.undo, name="tables-undo"),
    path("tables/<int:pk>/word", forms.word, name="tables-word"),
    path("tables/<int:pk>/excel", forms.excel, name="tables-excel"),
    path("tables/<int:pk>/upload", forms.upload, name="tables-upload"),
    path("tables/<int:pk>/uploads/<int:upload>/", forms.compare, name="tables-differences"),
    path("tables/<int:pk>/publish", publishing.publish, name="tables-publish"),
    path("tables/<int:pk>/editions/<int:number>/", publishing.edition, name="tables-edition"),
    path(
        "tables/<int:pk>/editions/<int:number>/word",
        publishing.edition_file,
        {"ending": "docx"},
        name="tables-edition-word",
    ),
    path(
        "tables/<int:pk>/editions/<int:number>/excel",
        publishing.edition_file,
        {"ending": "xlsx"},
        name="tables-edition-excel",
    ),
]
