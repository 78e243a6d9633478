"""Robots' addresses and secrets stand sealed in the database."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from luoshi.queries.notices import masked_address
from luoshi.records.models import Channel
from luoshi.services.notices.outcomes import Verdict
from luoshi.services.notices.robots import send_to_robot
from luoshi.services.notices.texts import Text
from tests.cast import make_city

pytestmark = pytest.mark.django_db
ADDRESS, SECRET = "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef", "SEC密钥"


@pytest.fixture
def channel() -> Channel:
    region = make_city("云川市", "990100").region
    return Channel.objects.create(region=region, service="dingtalk", name="专班群", address=ADDRESS, secret=SECRET)


def test_what_is_read_is_what_was_written(channel: Channel) -> None:
    again = Channel.objects.get(pk=channel.pk)
    assert (again.address, again.secret) == (ADDRESS, SECRET)
    Channel.objects.filter(pk=channel.pk).update(secret="")
    assert Channel.objects.get(pk=channel.pk).secret == ""


def test_a_copy_of_the_database_tells_nothing(channel: Channel) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, secret FROM records_channel")
        kept = " ".join(cursor.fetchone())
    for word in ("dingtalk", "0123456789abcdef", "SEC"):
        assert word not in kept


def test_another_key_reads_nothing_and_the_channel_says_so(channel: Channel) -> None:
    former = settings.SECRET_KEY
    with override_settings(SECRET_KEY="another" * 8):
        lost = Channel.objects.get(pk=channel.pk)
    assert (lost.address, lost.secret) == ("", "")
    assert "重新填写" in masked_address(lost)
    outcome = send_to_robot(lost, Text(()))
    assert outcome.verdict == Verdict.REFUSED
    assert outcome.why is not None
    assert "重新填写" in str(outcome.why.msgid)
    with override_settings(SECRET_KEY="another" * 8, SECRET_KEY_FALLBACKS=[former]):
        assert Channel.objects.get(pk=channel.pk).address == ADDRESS
