"""Addresses of supervision."""

from __future__ import annotations

from django.urls import path

from luoshi.desk.views.supervision import bulletins, findings, inspections, meetings, sheets

urlpatterns = [
    path("supervision/", sheets.sheets, name="supervision"),
    path("supervision/sheets.docx", sheets.bundle, name="supervision-bundle"),
    path("supervision/new/<int:pk>/", sheets.new, name="supervision-new"),
    path("supervision/sheets/<int:pk>/", sheets.sheet, name="supervision-sheet"),
    path("supervision/sheets/<int:pk>/word", sheets.word, name="supervision-sheet-word"),
    path("supervision/sheets/<int:pk>/answer", sheets.answer, name="supervision-sheet-answer"),
    path("supervision/sheets/<int:pk>/extend", sheets.extend, name="supervision-sheet-extend"),
    path("supervision/sheets/<int:pk>/withdraw", sheets.withdraw, name="supervision-sheet-withdraw"),
    path("supervision/sheets/<int:pk>/clear", sheets.clear, name="supervision-sheet-clear"),
    path("supervision/inspections/", inspections.inspections, name="supervision-inspections"),
    path("supervision/inspections/new", inspections.new, name="supervision-inspections-new"),
    path("supervision/inspections/<int:pk>/", inspections.inspection, name="supervision-inspection"),
    path("supervision/inspections/<int:pk>/edit", inspections.edit, name="supervision-inspection-edit"),
    path("supervision/inspections/<int:pk>/start", inspections.start, name="supervision-inspection-start"),
    path("supervision/inspections/<int:pk>/cancel", inspections.cancel, name="supervision-inspection-cancel"),
    path("supervision/inspections/<int:pk>/find", findings.find, name="supervision-inspection-find"),
    path("supervision/inspections/<int:pk>/conclude", findings.conclude, name="supervision-inspection-conclude"),
    path(
        "supervision/inspections/<int:pk>/findings/<int:finding>/rectify",
        findings.rectify,
        name="supervision-inspection-rectify",
    ),
    path(
        "supervision/inspections/<int:pk>/object/<int:unit>", findings.objecting, name="supervision-inspection-object"
    ),
    path(
        "supervision/inspections/<int:pk>/objections/<int:objection>",
        findings.decide,
        name="supervision-inspection-decide",
    ),
    path("supervision/inspections/<int:pk>/propose", findings.propose, name="supervision-inspection-propose"),
    path("supervision/inspections/<int:pk>/<str:paper>.docx", inspections.word, name="supervision-inspection-word"),
    path("supervision/proposals/<int:pk>/decide", findings.decide_proposal, name="supervision-sanction-decide"),
    path("supervision/proposals/<int:pk>/retract", findings.retract_proposal, name="supervision-sanction-retract"),
    path("supervision/meetings/", meetings.meetings, name="supervision-meetings"),
    path("supervision/meetings/new", meetings.new, name="supervision-meetings-new"),
    path("supervision/meetings/<int:pk>/", meetings.meeting, name="supervision-meeting"),
    path("supervision/meetings/<int:pk>/word", meetings.word, name="supervision-meeting-word"),
    path("supervision/meetings/<int:pk>/draw", meetings.draw, name="supervision-meeting-draw"),
    path("supervision/meetings/<int:pk>/minutes", meetings.minutes, name="supervision-meeting-minutes"),
    path("supervision/meetings/<int:pk>/decide", meetings.decide, name="supervision-meeting-decide"),
    path("supervision/burden", bulletins.burden, name="supervision-burden"),
    path("supervision/bulletin", bulletins.bulletin, name="supervision-bulletin"),
    path("supervision/bulletin.docx", bulletins.word, name="supervision-bulletin-word"),
]
