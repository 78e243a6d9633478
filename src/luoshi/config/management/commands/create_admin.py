"""The first administrator of a region; everybody else is entered by him on the page of people."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from luoshi.ledger import Role
from luoshi.records.models.regions import Level
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor
from luoshi.services.people import create_person
from luoshi.services.regions import ensure_region


class Command(BaseCommand):
    """`luoshi manage create_admin zhang --name 张三 --region 331000`."""

    help = "Make an administrator of a region, and the region if need be; prints the initial password once."

    def add_arguments(self, parser: CommandParser) -> None:
        """What is told of the person and the region."""
        parser.add_argument("username", help="the name to sign in with")
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--region", required=True, metavar="CODE", help="GB/T 2260 code, such as 331000")
        parser.add_argument("--region-name", default="", metavar="NAME", help="needed for a code of your own")
        parser.add_argument("--level", default="", choices=["", *Level.values], help="needed for a code of your own")

    @transaction.atomic
    def handle(self, *_args: Any, **told: Any) -> None:
        """Do it, or refuse in one line; either everything is made or nothing."""
        actor = Actor()
        try:
            region = ensure_region(actor=actor, code=told["region"], name=told["region_name"], level=told["level"])
            person, password = create_person(
                actor=actor, region=region, username=told["username"], name=told["name"], role=Role.ADMIN
            )
        except RefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{person.username} administers {region.name} ({region.code}).")
        self.stdout.write(f"Initial password, shown this once and changed at the first sign-in: {password}")
