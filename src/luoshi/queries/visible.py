"""What a person may see, as querysets. Every other query starts from one of these, so that nothing leaks."""

from __future__ import annotations

from typing import TypeAlias

from django.db.models import Q, QuerySet

from luoshi.ledger import Permission
from luoshi.queries.access import Access
from luoshi.records.models import (
    Assignment,
    Chain,
    Channel,
    Delivery,
    Document,
    DocumentVersion,
    Event,
    Evidence,
    EvidenceUse,
    Finding,
    Grant,
    Inspection,
    LookBackSample,
    Matter,
    Meeting,
    Notice,
    Post,
    Programme,
    Reconciliation,
    Region,
    ResponsibilityTable,
    SanctionProposal,
    Sheet,
    TableRow,
    Tenure,
    Unit,
    User,
)

Ids: TypeAlias = tuple[int, ...]


def regions(access: Access) -> QuerySet[Region]:
    """Regions in which the person has any role."""
    return Region.objects.filter(pk__in=access.own_regions)


def programmes(access: Access) -> QuerySet[Programme]:
    """Programmes of those regions."""
    return programmes_in(tuple(access.own_regions))


def programmes_in(regions: Ids) -> QuerySet[Programme]:
    """Programmes of some regions."""
    return Programme.objects.filter(region__in=regions).select_related("region")


def documents(access: Access) -> QuerySet[Document]:
    """Documents of regions whose documents the person may read."""
    return Document.objects.filter(programme__region__in=access.regions_with(Permission.READ_DOCUMENTS))


def versions(access: Access) -> QuerySet[DocumentVersion]:
    """Versions of those documents."""
    readable = access.regions_with(Permission.READ_DOCUMENTS)
    return DocumentVersion.objects.filter(document__programme__region__in=readable)


def findings(access: Access) -> QuerySet[Finding]:
    """Findings in those documents."""
    readable = access.regions_with(Permission.READ_DOCUMENTS)
    return Finding.objects.filter(version__document__programme__region__in=readable)


def tables(access: Access) -> QuerySet[ResponsibilityTable]:
    """Responsibility tables of regions whose tables the person may read."""
    return ResponsibilityTable.objects.filter(programme__region__in=access.regions_with(Permission.READ_TABLES))


def rows(access: Access) -> QuerySet[TableRow]:
    """Rows of those tables."""
    return TableRow.objects.filter(table__programme__region__in=access.regions_with(Permission.READ_TABLES))


def reconciliations(access: Access) -> QuerySet[Reconciliation]:
    """Reconciliations of regions whose documents the person may read."""
    return Reconciliation.objects.filter(programme__region__in=access.regions_with(Permission.READ_DOCUMENTS))


def matters(access: Access) -> QuerySet[Matter]:
    """Matters of regions whose matters the person may all read, of his units, and of his posts."""
    return matters_of_whom(*access.whose_matters)


def matters_of_whom(regions: Ids, units: Ids, posts: Ids) -> QuerySet[Matter]:
    """All matters of some regions, of some units, and of some posts, as `Access.whose_matters` names them."""
    return Matter.objects.filter(_seen(regions, units, posts))


def _seen(regions: Ids, units: Ids, posts: Ids, owner: str = "") -> Q:
    """The condition on a matter, or on a record's matter, whose name is `owner` (matter__)."""
    found = Q(**{f"{owner}programme__region__in": regions})
    if units:
        standing = Assignment.objects.filter(unit__in=units, ended=False)
        found |= Q(**{f"{owner}pk__in": standing.values("matter")})
    if posts:
        led = Matter.leaders.through.objects.filter(post__in=posts)
        found |= Q(**{f"{owner}pk__in": led.values("matter")})
    return found


def sheets(access: Access) -> QuerySet[Sheet]:
    """Sheets of regions whose matters the person may all read, and those sent to his units."""
    regions, units, _posts = access.whose_matters
    return sheets_of(regions, units)


def sheets_of(regions: Ids, units: Ids) -> QuerySet[Sheet]:
    """All sheets of some regions, and those sent to some units."""
    return Sheet.objects.filter(Q(programme__region__in=regions) | Q(unit__in=units))


def inspections(access: Access) -> QuerySet[Inspection]:
    """Inspections of such regions; a unit sees those of itself once their conclusion was fed back, and not before."""
    regions, units, _posts = access.whose_matters
    return inspections_of(regions, units)


def inspections_of(regions: Ids, units: Ids) -> QuerySet[Inspection]:
    """All inspections of some regions, and those of some units whose conclusion was fed back."""
    fed_back = Inspection.objects.filter(state="concluded", targets__unit__in=units).values("pk")
    return Inspection.objects.filter(Q(programme__region__in=regions) | Q(pk__in=fed_back))


def meetings(access: Access) -> QuerySet[Meeting]:
    """Meetings of regions whose matters the person may all read."""
    return Meeting.objects.filter(programme__region__in=access.regions_with(Permission.READ_ALL_MATTERS))


def sanctions(access: Access) -> QuerySet[SanctionProposal]:
    """Proposals to praise or criticise, in such regions; a unit does not see what is only proposed."""
    return SanctionProposal.objects.filter(programme__region__in=access.regions_with(Permission.READ_ALL_MATTERS))


def samples(access: Access) -> QuerySet[LookBackSample]:
    """Samples drawn for looking back, in regions where the person may look back."""
    return LookBackSample.objects.filter(programme__region__in=access.regions_with(Permission.LOOK_BACK))


def matters_of(access: Access, programme: Programme) -> QuerySet[Matter]:
    """Those of one programme. For whoever reads all of them the query says so, which spares the database a search."""
    if access.may(Permission.READ_ALL_MATTERS, programme.region_id):
        return Matter.objects.filter(programme=programme)
    return matters(access).filter(programme=programme)


def units(access: Access) -> QuerySet[Unit]:
    """Units of regions whose units the person may read."""
    return Unit.objects.filter(region__in=access.regions_with(Permission.READ_UNITS))


def posts(access: Access) -> QuerySet[Post]:
    """Posts of regions whose posts the person may read."""
    return Post.objects.filter(region__in=access.regions_with(Permission.READ_UNITS))


def people(access: Access) -> QuerySet[User]:
    """People with a role or a post, now or once, in a region whose people the person may edit."""
    editable = access.regions_with(Permission.EDIT_PEOPLE)
    granted = Grant.objects.filter(region__in=editable).values("person")
    held = Tenure.objects.filter(post__region__in=editable).values("person")
    return User.objects.filter(Q(pk__in=granted) | Q(pk__in=held))


def events(access: Access) -> QuerySet[Event]:
    """Events of regions, and of their programmes, whose log the person may read."""
    return Event.objects.filter(chain__in=chains(access))


def chains(access: Access) -> QuerySet[Chain]:
    """Chains of events of those regions and programmes."""
    readable = access.regions_with(Permission.READ_EVENTS)
    return Chain.objects.filter(Q(region__in=readable) | Q(programme__region__in=readable))


def tenures(access: Access) -> QuerySet[Tenure]:
    """Who held the posts that the person may read, and since when."""
    return Tenure.objects.filter(post__region__in=access.regions_with(Permission.READ_UNITS))


def grants(access: Access) -> QuerySet[Grant]:
    """Roles in regions whose people the person may edit."""
    return Grant.objects.filter(region__in=access.regions_with(Permission.EDIT_PEOPLE))


def evidence_uses(access: Access) -> QuerySet[EvidenceUse]:
    """Uses of evidence for the matters that the person may see; what was taken back only for who reads all matters."""
    return evidence_uses_of_whom(*access.whose_matters)


def evidence_uses_of_whom(regions: Ids, units: Ids, posts: Ids) -> QuerySet[EvidenceUse]:
    """Uses for such matters, by `Access.whose_matters`."""
    whole = Q(matter__programme__region__in=regions)
    return EvidenceUse.objects.filter(whole | Q(removed=False), _seen(regions, units, posts, "matter__"))


def evidence(access: Access) -> QuerySet[Evidence]:
    """Evidence that is used for those matters, and whatever the person's own units handed in."""
    used = Q(pk__in=evidence_uses(access).values("evidence"))
    return Evidence.objects.filter(used | Q(unit__in=access.own_units))


def notices(access: Access) -> QuerySet[Notice]:
    """The person's own notices; of a region in which the person has no role any more, none."""
    return notices_of(access.person.pk, tuple(access.own_regions))


def notices_of(person: int | None, regions: Ids) -> QuerySet[Notice]:
    """A person's notices of these regions, and those of none."""
    return Notice.objects.filter(Q(programme=None) | Q(programme__region__in=regions), person_id=person)


def channels(access: Access) -> QuerySet[Channel]:
    """Channels of regions whose channels the person may edit."""
    return Channel.objects.filter(region__in=access.regions_with(Permission.EDIT_CHANNELS))


def deliveries(access: Access) -> QuerySet[Delivery]:
    """Deliveries to those channels."""
    return Delivery.objects.filter(channel__region__in=access.regions_with(Permission.EDIT_CHANNELS))
