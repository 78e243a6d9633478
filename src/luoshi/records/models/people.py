"""People: who signs in, which posts they hold and for how long, and what they are granted where."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.ledger import Role
from luoshi.records.models.regions import Region
from luoshi.records.models.units import Unit

ROLE_NAMES = {
    Role.SUPERVISOR: _("督查员"),
    Role.LEADER: _("责任领导"),
    Role.LIAISON: _("联络员"),
    Role.VERIFIER: _("核查员"),
    Role.ADMIN: _("管理员"),
}


class User(AbstractUser):
    """A person. One who never signs in has no usable password; an initial one is changed at the first sign-in."""

    first_name = None  # type: ignore[assignment]  # Chinese names are one field
    last_name = None  # type: ignore[assignment]  # see above
    name = models.CharField(_("姓名"), max_length=60)
    mobile = models.CharField(_("手机"), max_length=20, blank=True)
    must_change_password = models.BooleanField(default=False)
    seen_at = models.DateTimeField(null=True, blank=True)  # the present visit of the workbench
    seen_before = models.DateTimeField(null=True, blank=True)  # the visit before it
    revision = models.PositiveIntegerField(default=1)

    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name, as Django's own pages ask for it."""
        return self.name

    def get_short_name(self) -> str:
        """The name, as Django's own pages ask for it."""
        return self.name


class Post(models.Model):
    """A post to which responsibility belongs (常务副市长, 市科技局局长); people hold it for a time."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="posts")
    title = models.CharField(_("职务"), max_length=60)
    leads = models.BooleanField(_("政府领导"), default=False, help_text=_("可作为责任领导"))
    order = models.PositiveIntegerField(_("排序"), default=0)
    active = models.BooleanField(_("在用"), default=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        """A title stands once in a unit, and once among a region's own posts."""

        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["region", "unit", "title"], name="post_once_in_unit"),
            models.UniqueConstraint(fields=["region", "title"], condition=Q(unit=None), name="post_once_in_region"),
        ]

    def __str__(self) -> str:
        return self.title


class Tenure(models.Model):
    """A person's time in a post, both days included; without an end it goes on."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    person = models.ForeignKey(User, models.PROTECT, related_name="tenures")
    since = models.DateField(_("任职日期"))
    until = models.DateField(_("离任日期"), null=True, blank=True)

    class Meta:
        """Nobody leaves a post before he came."""

        ordering = ["post_id", "since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="tenure_ends_after_it_began"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.person}"


class Grant(models.Model):
    """A role that a person has in a region; a liaison for a unit, a leader for a post."""

    person = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(_("角色"), max_length=12, choices=[(role.value, ROLE_NAMES[role]) for role in Role])
    region = models.ForeignKey(Region, models.PROTECT, related_name="grants")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="grants")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="grants")

    class Meta:
        """A liaison answers for a unit, a leader for a post."""

        ordering = ["person", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "region"], condition=Q(unit=None, post=None), name="grant_once_in_region"
            ),
            models.UniqueConstraint(
                fields=["person", "role", "unit"], condition=Q(unit__isnull=False), name="grant_once_in_unit"
            ),
            models.UniqueConstraint(
                fields=["person", "role", "post"], condition=Q(post__isnull=False), name="grant_once_for_post"
            ),
            models.CheckConstraint(condition=~Q(role=Role.LIAISON) | Q(unit__isnull=False), name="liaison_has_unit"),
            models.CheckConstraint(condition=~Q(role=Role.LEADER) | Q(post__isnull=False), name="leader_has_post"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_role_display()}"
