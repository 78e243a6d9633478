"""Addresses of close-out and of looking back."""

from __future__ import annotations

from django.urls import path

from luoshi.desk.views.closing import looking, queue, requests, samples

urlpatterns = [
    path("closing/", queue.queue, name="closing"),
    path("closing/<int:pk>/", queue.show, name="closing-show"),
    path("closing/<int:pk>/answer", queue.answer, name="closing-answer"),
    path("closing/matters/<int:pk>/request", requests.request_closing, name="closing-request"),
    path("closing/matters/<int:pk>/retract", requests.retract, name="closing-retract"),
    path("closing/matters/<int:pk>/look-back", looking.look_back, name="closing-look-back"),
    path("closing/look-backs/", samples.look_backs, name="closing-look-backs"),
    path("closing/samples/new/<int:programme>", samples.draw, name="closing-draw"),
    path("closing/samples/<int:pk>/", samples.sample, name="closing-sample"),
]
